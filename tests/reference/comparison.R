# Tests between groups and of paired differences with effect sizes, and adjusted p: bh1996, bfi, simulated ratings.
suppressMessages({library(multilevel); library(psychTools); library(effectsize)})
source("tests/reference/write.R")
data(bh1996)

# F_to_eta2 finds its limits by Nelder and Mead, who sometimes stop early: its figures stand where pf of its limits is
# 2.5 % or 97.5 %, which is all that makes them limits; else, those of uniroot on pf do.
eta <- function(f, df1, df2) {
  found <- F_to_eta2(f, df1, df2, ci = 0.95, alternative = "two.sided")
  limit <- function(probability, given) {
    if (pf(f, df1, df2) <= probability) return(0)
    reached <- pf(f, df1, df2, ncp = given / (1 - given) * df2)
    if (abs(reached - probability) < 1e-6) return(given)
    ncp <- uniroot(function(ncp) pf(f, df1, df2, ncp = ncp) - probability, c(0, 3 * f * df1 + 50), tol = 1e-10)$root
    ncp / (ncp + df2)
  }
  list(statistic = f, df1 = df1, df2 = df2, p = pf(f, df1, df2, lower.tail = FALSE), effect_size = found[[1]],
       effect_ci_low = limit(0.975, found$CI_low), effect_ci_high = limit(0.025, found$CI_high))
}

paired <- function(name, x, y) {
  keep <- complete.cases(x, y); x <- x[keep]; y <- y[keep]; d <- x - y
  test <- t.test(x, y, paired = TRUE)
  stopifnot(abs(test$statistic) < 30)   # pt is not accurate for a noncentrality above 37.6
  size <- cohens_d(x, y, paired = TRUE, ci = 0.95, verbose = FALSE)
  list(data = name, n = length(d), mean = mean(d), sd = sd(d), expected = list(
    statistic = test$statistic[[1]], df = test$parameter[[1]], p = test$p.value,
    effect_size = size$Cohens_d, effect_ci_low = size$CI_low, effect_ci_high = size$CI_high))
}

one_sample <- function(name, d) {
  d <- as.matrix(d[complete.cases(d), ])
  row <- summary(manova(d ~ 1), intercept = TRUE, test = "Hotelling-Lawley")$stats["(Intercept)", ]
  list(data = name, n = nrow(d), mean = unname(colMeans(d)), covariance = unname(cov(d)),
       expected = eta(row[["approx F"]], row[["num Df"]], row[["den Df"]]))
}

multivariate <- function(name, y, g) {
  keep <- complete.cases(y, g); y <- as.matrix(y[keep, ]); g <- factor(g[keep])
  parts <- lapply(split(seq_along(g), g), function(rows) y[rows, , drop = FALSE])
  tested <- g %in% names(which(table(g) > 1))
  model <- manova(y[tested, ] ~ droplevels(g[tested]))
  row <- summary(model, test = "Pillai")$stats[1, ]
  size <- eta_squared(model, ci = 0.95, alternative = "two.sided")
  expected <- eta(row[["approx F"]], row[["num Df"]], row[["den Df"]])
  stopifnot(isTRUE(all.equal(size[[2]], expected$effect_size)))
  list(data = name, n = unname(c(table(g))), means = unname(t(sapply(parts, colMeans))),
       covariances = unname(lapply(parts, function(part) unname(cov(part)))), expected = expected)
}

welch <- function(name, y, g) {
  keep <- complete.cases(y, g); y <- y[keep]; g <- factor(g[keep])
  n <- table(g); sds <- tapply(y, g, sd)
  tested <- names(n)[n > 1 & !is.na(sds) & sds > 0]
  enters <- g %in% tested
  test <- oneway.test(y ~ g, data = data.frame(y = y[enters], g = droplevels(g[enters])))
  pairs <- combn(match(tested, names(n)), 2, simplify = FALSE)
  by_pair <- lapply(pairs, function(pair) {
    a <- y[g == names(n)[pair[1]]]; b <- y[g == names(n)[pair[2]]]
    found <- t.test(a, b)
    list(first = pair[1] - 1, second = pair[2] - 1, difference = mean(a) - mean(b), ci_low = found$conf.int[1],
         ci_high = found$conf.int[2], statistic = found$statistic[[1]], df = found$parameter[[1]], p = found$p.value,
         effect_size = hedges_g(a, b, pooled_sd = TRUE, verbose = FALSE)$Hedges_g)
  })
  list(data = name, n = unname(c(n)), means = unname(c(tapply(y, g, mean))), sds = unname(c(sds)),
       expected = eta(test$statistic[[1]], test$parameter[[1]], test$parameter[[2]]), pairs = by_pair)
}

# rank_epsilon_squared gives the estimate; its own interval is a bootstrap, so that of χ² is taken.
ranks <- function(name, y, g) {
  keep <- complete.cases(y, g); y <- y[keep]; g <- factor(g[keep])
  counts <- unclass(table(g, y)); answered <- droplevels(g)
  test <- kruskal.test(y, answered)
  h <- test$statistic[[1]]
  by_chi2 <- chisq_to_cohens_w(h, sum(counts) - 1, nrow = nlevels(answered), ncol = 2, p = rep(1, 2) / 2,
                               ci = 0.95, alternative = "two.sided")
  first_two <- levels(answered)[order(-table(answered))[1:2]]
  delta <- cliffs_delta(y[answered == first_two[1]], y[answered == first_two[2]], verbose = FALSE)
  list(data = name, counts = unname(counts[, , drop = FALSE]), expected = list(
         statistic = h, df1 = test$parameter[[1]], p = test$p.value,
         effect_size = rank_epsilon_squared(y, answered, ci = NULL)[[1]],
         effect_ci_low = by_chi2$CI_low^2, effect_ci_high = by_chi2$CI_high^2),
       pair = match(first_two, rownames(counts)) - 1, delta = list(
         effect_size = delta[[1]], effect_ci_low = delta$CI_low, effect_ci_high = delta$CI_high))
}

categories <- function(name, counts) {
  counts <- unname(unclass(counts))
  table <- counts[rowSums(counts) > 0, colSums(counts) > 0]
  test <- suppressWarnings(chisq.test(table, correct = FALSE))
  v <- suppressWarnings(cramers_v(table, correct = FALSE, adjust = FALSE, ci = 0.95, alternative = "two.sided"))
  list(data = name, counts = matrix(counts, nrow(counts)), expected = list(
    statistic = test$statistic[[1]], df1 = test$parameter[[1]], p = test$p.value,
    effect_size = v[[1]], effect_ci_low = v$CI_low, effect_ci_high = v$CI_high))
}

answers <- bfi[1:25]
turned <- sub("-", "", grep("-", unlist(bfi.keys), value = TRUE))
answers[turned] <- 7 - answers[turned]
traits <- sapply(split.default(answers, substr(names(answers), 1, 1)), rowMeans)
units <- bh1996[bh1996$GRP %in% unique(bh1996$GRP)[1:8], ]

# Ratings with missing answers and ties; f is a group of one, g of two.
set.seed(20231123)
sizes <- c(a = 120, b = 45, c = 30, d = 8, e = 3, f = 1, g = 2)
group <- rep(names(sizes), sizes)
n <- sum(sizes)
latent <- rnorm(n) + 0.5 * (group == "b") - 0.8 * (group == "d")
rating <- function(shift) pmin(10, pmax(1, round(6 + shift + latent + rnorm(n, sd = 1.2))))
ratings <- sapply(c(0, 0.4, -0.6), rating)
ratings[matrix(runif(3 * n) < 0.08, n) & !group %in% c("f", "g")] <- NA
ratings[group == "g", ] <- matrix(c(3, 8, 5, 6, 9, 4), 2)
category <- factor(cut(ratings[, 1], c(0, 4, 6, 8, 10), labels = FALSE), levels = 1:5)   # nobody is in the fifth
with_empty <- factor(group, c(names(sizes), "h"))                                       # nor anybody in h
many <- data.frame(g = rep(c("a", "b"), c(7000, 4000)))
many$before <- pmin(10, pmax(1, round(rnorm(11000, 6, 2))))
many$after <- pmin(10, pmax(1, many$before + round(rnorm(11000, 1.4, 0.9))))
many$other <- many$after + 2 * (many$g == "b")

p <- c(0.01, 0.04, NA, 0.03, 0.005, 0.5, 0.04, 1, 1e-20, NA)
write_reference("comparison", c("multilevel", "psychTools", "effectsize"), list(
  p = list(raw = p, holm = p.adjust(p, "holm"), bh = p.adjust(p, "BH")),
  paired = list(paired("bh1996", bh1996$COHES, bh1996$LEAD), paired("bfi", answers$N1, answers$N2),
                paired("simulated", ratings[, 2], ratings[, 1]),
                paired("no difference", ratings[, 1], sample(ratings[, 1])),
                paired("eleven thousand", many$after, many$before + 1.2)),
  hotelling = list(one_sample("bh1996", units[c("COHES", "LEAD")] - units$WBEING), one_sample("bfi", traits - 4),
                   one_sample("simulated", sweep(ratings, 2, c(6.05, 6.45, 5.4))),
                   one_sample("eleven thousand", many[c("before", "after", "other")] - 6)),
  manova = list(multivariate("bh1996", units[c("COHES", "LEAD", "HRS")], units$GRP),
                multivariate("bfi", traits, bfi$education), multivariate("bfi, two groups", traits, bfi$gender),
                multivariate("simulated", ratings, group),
                multivariate("eleven thousand", many[c("before", "after")] + rnorm(22000), many$g)),
  welch = list(welch("bh1996", units$HRS, units$GRP), welch("bfi", rowMeans(answers[1:5]), bfi$education),
               welch("simulated", ratings[, 1], group), welch("eleven thousand", many$other, many$g)),
  ranks = list(ranks("bfi", answers$N1, bfi$education), ranks("simulated", ratings[, 1], with_empty),
               ranks("eleven thousand", many$other, many$g)),
  categories = list(categories("bfi", table(bfi$education, bfi$N1)),
                    categories("bfi, two by two", table(bfi$gender, bfi$N1 > 3)),
                    categories("simulated", table(with_empty, category)),
                    categories("eleven thousand", table(many$g, many$other)))))
