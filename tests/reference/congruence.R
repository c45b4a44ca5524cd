# Loadings of one factor of the scales of psychTools::bfi, reverse-keyed items turned, by education, gender and age, and
# their congruence with those of all.
suppressMessages({library(psych); library(psychTools)})
source("tests/reference/write.R")

answers <- bfi[1:25]
answers[sub("-", "", grep("-", unlist(bfi.keys), value = TRUE))] <-
  7 - answers[sub("-", "", grep("-", unlist(bfi.keys), value = TRUE))]
groups <- c(split(seq_len(nrow(bfi)), bfi$education), split(seq_len(nrow(bfi)), bfi$gender),
            split(seq_len(nrow(bfi)), cut(bfi$age, c(0, 20, 30, 45, 90))))

loadings_of <- function(covariance) {
  fitted <- suppressMessages(suppressWarnings(fa(cov2cor(covariance), nfactors = 1, fm = "ml")))
  unname(unclass(fitted$loadings)[, 1])
}

scale_case <- function(name, items) {
  whole <- cov(items, use = "pairwise")
  reference <- loadings_of(whole)
  of_group <- function(rows) {
    covariance <- cov(items[rows, ], use = "pairwise")
    list(covariance = unname(covariance), loadings = loadings_of(covariance),
         phi = unname(factor.congruence(matrix(reference), matrix(loadings_of(covariance)), digits = 15))[1, 1])
  }
  list(scale = name, covariance = unname(whole), loadings = reference, groups = unname(lapply(groups, of_group)))
}

scales <- split.default(answers, substr(names(answers), 1, 1))
write_reference("congruence", c("psych", "psychTools"), list(cases = unname(Map(scale_case, names(scales), scales))))
