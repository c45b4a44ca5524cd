# Reliability of the five scales of psychTools::bfi, reverse-keyed items turned, with the missing answers it has.
suppressMessages({library(psych); library(psychTools)})
source("tests/reference/write.R")

scale_case <- function(name, items) {
  n <- pairwiseCount(items, diagonal = TRUE)
  covariance <- cov(items, use = "pairwise")
  smallest <- min(n)
  found <- suppressWarnings(alpha(items, check.keys = FALSE, use = "pairwise"))
  interval <- function(level) {
    limits <- alpha.ci(found$total$raw_alpha, smallest, ncol(items), p.val = 1 - level, digits = 15)
    unname(unlist(limits[c("lower.ci", "upper.ci")]))
  }
  omega_total <- if (ncol(items) > 2) {
    suppressMessages(suppressWarnings(capture.output(
      fitted <- omega(cov2cor(covariance), nfactors = 1, fm = "ml", flip = FALSE, n.obs = smallest, plot = FALSE))))
    fitted$omega.tot
  }
  list(scale = name, n = unname(n), covariance = unname(covariance), expected = list(
    alpha = found$total$raw_alpha, ci_95 = interval(0.95), ci_90 = interval(0.9),
    mean_inter_item_r = found$total$average_r, omega_total = omega_total,
    item_rest_r = found$item.stats$r.drop, alpha_if_dropped = if (ncol(items) > 2) found$alpha.drop$raw_alpha))
}

answers <- bfi[1:25]
answers[sub("-", "", grep("-", unlist(bfi.keys), value = TRUE))] <-
  7 - answers[sub("-", "", grep("-", unlist(bfi.keys), value = TRUE))]
scales <- split.default(answers, substr(names(answers), 1, 1))

# Ratings of one factor with a fifth of the answers missing, and a scale that measures nothing.
set.seed(20231123)
rated <- function(n, loadings) {
  latent <- rnorm(n)
  items <- sapply(loadings, function(a) pmin(10, pmax(1, round(6 + 2 * (a * latent + sqrt(1 - a^2) * rnorm(n))))))
  items[matrix(runif(length(items)) < 0.2, n)] <- NA
  as.data.frame(items)
}
simulated <- list(simulated = rated(150, c(0.8, 0.7, 0.6, 0.5, 0.4, 0.75)), three = rated(60, c(0.7, 0.6, 0.5)),
                  noise = rated(400, rep(0.12, 5)), two = rated(200, c(0.7, 0.6)))

cases <- c(scales, list(twentyfive = answers), simulated)
write_reference("bfi", c("psych", "psychTools"), list(cases = unname(Map(scale_case, names(cases), cases))))
