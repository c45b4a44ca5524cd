# Change between waves: Welch's test, two one-sided tests, Hedges' g; with weights, survey's difference of strata.
suppressMessages({library(survey); library(effectsize)})
source("tests/reference/write.R")
data(api)

wave <- function(y) list(n = length(y), mean = mean(y), sd = sd(y), se = sd(y) / sqrt(length(y)),
                          df = length(y) - 1)

case <- function(earlier, later, bound) {
  welch <- t.test(later, earlier, var.equal = FALSE)
  below <- t.test(later, earlier, mu = -bound, alternative = "greater", var.equal = FALSE)
  above <- t.test(later, earlier, mu = bound, alternative = "less", var.equal = FALSE)
  g <- hedges_g(later, earlier, pooled_sd = TRUE, verbose = FALSE)
  list(earlier = wave(earlier), later = wave(later), bound = bound,
       pooled_sd = suppressWarnings(sd_pooled(later, earlier)), expected = list(
    change = mean(later) - mean(earlier), ci_low = welch$conf.int[1], ci_high = welch$conf.int[2],
    statistic = welch$statistic[[1]], df = welch$parameter[[1]], p = welch$p.value,
    effect_size = g$Hedges_g, effect_ci_low = g$CI_low, effect_ci_high = g$CI_high,
    equivalence_p = max(below$p.value, above$p.value)))
}

# Two waves with weights: the strata of one design, compared by survey::svyttest.
weighted <- function(earlier, later) {
  one <- function(y, w) {
    design <- svydesign(ids = ~1, weights = ~w, data = data.frame(y, w))
    mean <- svymean(~y, design)
    list(n = length(y), mean = as.numeric(mean), sd = sqrt(as.numeric(svyvar(~y, design))), se = as.numeric(SE(mean)),
         df = sum(w)^2 / sum(w^2) - 1)
  }
  both <- rbind(transform(earlier, wave = 0), transform(later, wave = 1))
  test <- svyttest(y ~ wave, svydesign(ids = ~1, strata = ~wave, weights = ~w, data = both))
  list(earlier = one(earlier$y, earlier$w), later = one(later$y, later$w),
       change = test$estimate[[1]], statistic = test$statistic[[1]])
}

# Points of four types that share 100 in two waves: log-ratios by wave. Any three of full rank have the same V.
profiles <- function(earlier, later) {
  points <- rbind(earlier, later)
  test <- summary(manova(log(points[, 1:3] / points[, 4]) ~ rep(0:1, c(nrow(earlier), nrow(later)))), test = "Pillai")
  row <- test$stats[1, ]
  list(earlier = earlier, later = later, expected = list(
    statistic = row[["approx F"]], df1 = row[["num Df"]], df2 = row[["den Df"]], p = row[["Pr(>F)"]],
    effect_size = row[["Pillai"]]))
}
shared <- function(n, centre) {
  parts <- exp(matrix(rnorm(4 * n, sd = 0.4), n) + rep(log(centre), each = n))
  round(100 * parts / rowSums(parts), 3)
}

set.seed(20231123)
ratings <- function(n, shift) pmin(10, pmax(1, round(rnorm(n, 6 + shift, 1.8))))
write_reference("waves", c("survey", "effectsize"), list(
  cases = list(
    case(apisrs$api99, apistrat$api00, 20),
    case(ratings(300, 0), ratings(450, 0.02), 0.4),
    case(ratings(48, 0), ratings(60, 1.1), 0.4),
    case(c(4, 7), ratings(9, -1), 0.4),
    case(ratings(4000, 0.15), ratings(5000, 0), 0.4)
  ),
  weighted = weighted(data.frame(y = apisrs$api99, w = rgamma(nrow(apisrs), 3, 3)),
                      data.frame(y = apistrat$api00, w = apistrat$pw)),
  profiles = profiles(shared(40, c(30, 20, 20, 30)), shared(55, c(26, 26, 20, 28)))
))
