# Tests between groups and of paired differences with effect sizes, and adjusted p: bh1996, bfi, simulated ratings.
suppressMessages({library(multilevel); library(psychTools); library(effectsize)})
source("tests/reference/write.R")
data(bh1996)

# Noncentralities under which a statistic is the 97.5 % and the 2.5 % quantile. (effectsize's own limits of omega squared
# are those of an F that it shrinks first, and Nelder and Mead, who find them, sometimes stop early.)
limits <- function(cdf, scale) {
  limit <- function(probability) {
    if (cdf(0) <= probability) return(0)
    upper <- 3 * scale + 50
    while (cdf(upper) > probability) upper <- 2 * upper
    uniroot(function(ncp) cdf(ncp) - probability, c(0, upper), tol = 1e-10)$root
  }
  c(limit(0.975), limit(0.025))
}

# An effect with limits that are moved where they would leave it out.
effect <- function(size, ends) {
  list(effect_size = size, effect_ci_low = min(size, ends[1]), effect_ci_high = max(size, ends[2]))
}

# A share of variance with lambda / (lambda + n) at the limits of F (Steiger 2004).
share <- function(size, f, df1, df2, n) {
  lambda <- limits(function(ncp) pf(f, df1, df2, ncp = ncp), f * df1)
  effect(size, lambda / (lambda + n))
}

test_of <- function(f, df1, df2, of_effect) {
  c(list(statistic = f, df1 = df1, df2 = df2, p = pf(f, df1, df2, lower.tail = FALSE)), of_effect)
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
  model <- manova(d ~ 1)
  row <- summary(model, intercept = TRUE, test = "Hotelling-Lawley")$stats["(Intercept)", ]
  pillai <- summary(model, intercept = TRUE, test = "Pillai")$stats["(Intercept)", "Pillai"]
  f <- row[["approx F"]]; df1 <- row[["num Df"]]; df2 <- row[["den Df"]]
  list(data = name, n = nrow(d), mean = unname(colMeans(d)), covariance = unname(cov(d)),
       expected = test_of(f, df1, df2, share(pillai, f, df1, df2, nrow(d))))
}

multivariate <- function(name, y, g) {
  keep <- complete.cases(y, g); y <- as.matrix(y[keep, ]); g <- factor(g[keep])
  parts <- lapply(split(seq_along(g), g), function(rows) y[rows, , drop = FALSE])
  tested <- g %in% names(which(table(g) > 1))
  model <- manova(y[tested, ] ~ droplevels(g[tested]))
  row <- summary(model, test = "Pillai")$stats[1, ]
  f <- row[["approx F"]]; df1 <- row[["num Df"]]; df2 <- row[["den Df"]]
  s <- min(ncol(y), row[["Df"]])
  size <- eta_squared(model, ci = NULL)[[2]]
  stopifnot(isTRUE(all.equal(size, row[["Pillai"]] / s)))
  list(data = name, n = unname(c(table(g))), means = unname(t(sapply(parts, colMeans))),
       covariances = unname(lapply(parts, function(part) unname(cov(part)))),
       expected = test_of(f, df1, df2, share(size, f, df1, df2, s * sum(tested))))
}

# Omega squared of the groups that Welch's test takes; between two groups Hedges' g. Beside them SSB/SST, by hand.
welch <- function(name, y, g) {
  keep <- complete.cases(y, g); y <- y[keep]; g <- factor(g[keep])
  n <- table(g); sds <- tapply(y, g, sd)
  tested <- names(n)[n > 1 & !is.na(sds) & sds > 0]
  enters <- g %in% tested
  rows <- data.frame(y = y[enters], g = droplevels(g[enters]))
  test <- oneway.test(y ~ g, data = rows)
  fitted <- ave(rows$y, rows$g)
  of_effect <- if (length(tested) == 2) {
    found <- hedges_g(y ~ g, data = rows, pooled_sd = TRUE, verbose = FALSE)
    effect(found$Hedges_g, c(found$CI_low, found$CI_high))
  } else {
    classical <- anova(lm(y ~ g, rows))
    size <- omega_squared(aov(y ~ g, rows), ci = NULL)[[2]]
    share(size, classical$F[1], classical$Df[1], classical$Df[2], nrow(rows))
  }
  pairs <- combn(match(tested, names(n)), 2, simplify = FALSE)
  by_pair <- lapply(pairs, function(pair) {
    a <- y[g == names(n)[pair[1]]]; b <- y[g == names(n)[pair[2]]]
    found <- t.test(a, b)
    size <- hedges_g(a, b, pooled_sd = TRUE, verbose = FALSE)
    list(first = pair[1] - 1, second = pair[2] - 1, difference = mean(a) - mean(b), ci_low = found$conf.int[1],
         ci_high = found$conf.int[2], statistic = found$statistic[[1]], df = found$parameter[[1]], p = found$p.value,
         effect_size = size$Hedges_g, effect_ci_low = size$CI_low, effect_ci_high = size$CI_high)
  })
  list(data = name, n = unname(c(n)), means = unname(c(tapply(y, g, mean))), sds = unname(c(sds)),
       between_of_total = sum((fitted - mean(rows$y))^2) / sum((rows$y - mean(rows$y))^2),
       expected = test_of(test$statistic[[1]], test$parameter[[1]], test$parameter[[2]], of_effect), pairs = by_pair)
}

# Cliff's delta from all pairs of respondents, with Feng and Cliff's (2004) interval from its consistent variance.
delta_of <- function(x, y) {
  d <- outer(x, y, function(a, b) sign(a - b))
  n <- length(x); m <- length(y); size <- mean(d)
  variance <- ((m - 1) * var(rowMeans(d)) + (n - 1) * var(colMeans(d)) +
                 sum((d - size)^2) / ((n - 1) * (m - 1))) / (n * m)
  variance <- max(variance, (1 - size^2) / (n * m - 1))
  t <- qt(0.975, n + m - 2)
  ends <- (size - size^3 + c(-1, 1) * t * sqrt(variance) * sqrt((1 - size^2)^2 + t^2 * variance)) /
    (1 - size^2 + t^2 * variance)
  if (abs(size) == 1) ends <- sort(size * c(1, (min(n, m) - t^2) / (min(n, m) + t^2)))
  stopifnot(isTRUE(all.equal(size, cliffs_delta(x, y, verbose = FALSE)[[1]])))
  list(effect_size = size, effect_ci_low = ends[1], effect_ci_high = ends[2])
}

# The share of the variance of the ranks, corrected, with the limits of the F of the ranks.
ranks <- function(name, y, g) {
  keep <- complete.cases(y, g); y <- y[keep]; g <- factor(g[keep])
  counts <- unclass(table(g, y)); answered <- droplevels(g)
  test <- kruskal.test(y, answered)
  classical <- anova(lm(rank(y) ~ answered))
  size <- max(0, rank_eta_squared(y, answered, ci = NULL)[[1]])
  first_two <- levels(answered)[order(-table(answered))[1:2]]
  few <- table(answered); few <- names(few)[few %in% c(2, 3)]
  pairs <- c(list(first_two), if (length(few) > 1) list(few[1:2]))
  list(data = name, counts = unname(counts[, , drop = FALSE]),
       between_of_total = classical$"Sum Sq"[1] / sum(classical$"Sum Sq"),
       expected = c(list(statistic = test$statistic[[1]], df1 = test$parameter[[1]], p = test$p.value),
                    share(size, classical$F[1], classical$Df[1], classical$Df[2], length(y))),
       pairs = lapply(pairs, function(pair) list(groups = match(pair, rownames(counts)) - 1,
                                                 delta = delta_of(y[answered == pair[1]], y[answered == pair[2]]))))
}

categories <- function(name, counts) {
  counts <- unname(unclass(counts))
  table <- counts[rowSums(counts) > 0, colSums(counts) > 0]
  test <- suppressWarnings(chisq.test(table, correct = FALSE))
  v <- suppressWarnings(cramers_v(table, correct = FALSE, adjust = TRUE, ci = NULL))[[1]]
  chi2 <- test$statistic[[1]]; df <- test$parameter[[1]]
  lambda <- limits(function(ncp) pchisq(chi2, df, ncp = ncp), chi2)
  ends <- pmin(1, sqrt(lambda / (sum(table) * (min(dim(table)) - 1))))
  list(data = name, counts = matrix(counts, nrow(counts)),
       expected = c(list(statistic = chi2, df1 = df, p = test$p.value), effect(v, ends)))
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
