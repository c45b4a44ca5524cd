# Regression by lm, and Johnson's (2000) relative weights in base R: bh1996, bfi, and simulated scores.
suppressMessages({library(multilevel); library(psychTools)})
source("tests/reference/write.R")
data(bh1996)

johnson <- function(y, x) {
  parts <- eigen(cor(x))
  lambda <- parts$vectors %*% diag(sqrt(parts$values)) %*% t(parts$vectors)   # correlations of x with the nearest z
  beta <- solve(lambda, cor(x, y))                                             # y on z
  as.vector(lambda^2 %*% beta^2)
}

# Limits of the share of variance of predictors that are drawn with the outcome: given the predictors F is noncentral,
# with a noncentrality that is a multiple of chi-squared on n - 1 degrees of freedom.
r_squared_limits <- function(r2, n, k, level) {
  f <- r2 / (1 - r2) * (n - 1 - k) / k
  cdf <- function(rho) {
    range <- qchisq(c(1e-14, 1 - 1e-14), n - 1)
    integrate(function(x) pf(f, k, n - 1 - k, ncp = rho / (1 - rho) * x) * dchisq(x, n - 1), range[1], range[2],
              rel.tol = 1e-10, subdivisions = 2000)$value
  }
  limit <- function(p) {
    if (pf(f, k, n - 1 - k) <= p) 0 else uniroot(function(rho) cdf(rho) - p, c(1e-12, 0.999), tol = 1e-12)$root
  }
  c(limit((1 + level) / 2), limit((1 - level) / 2))
}

case <- function(name, y, x, level = 0.95) {
  complete <- complete.cases(y, x); y <- y[complete]; x <- as.matrix(x[complete, ])
  model <- lm(y ~ x)
  interval <- confint(model, level = level)[-1, , drop = FALSE]
  weights <- johnson(y, x)
  r2 <- summary(model)$r.squared
  stopifnot(all.equal(sum(weights), r2))
  ends <- r_squared_limits(r2, length(y), ncol(x), level)
  list(data = name, n = length(y), covariance = unname(cov(cbind(x, y))), confidence = level, expected = list(
         coefficient = unname(coef(model)[-1]), ci_low = unname(interval[, 1]), ci_high = unname(interval[, 2]),
         relative_weight = weights / sum(weights), r_squared = r2, r_squared_ci_low = ends[1],
         r_squared_ci_high = ends[2]))
}

answers <- bfi[1:25]
turned <- sub("-", "", grep("-", unlist(bfi.keys), value = TRUE))
answers[turned] <- 7 - answers[turned]
traits <- sapply(split.default(answers, substr(names(answers), 1, 1)), rowMeans)

set.seed(20231123)
latent <- rnorm(90)
sectors <- sapply(c(0.9, 0.8, 0.7, 0.3), function(a) 6 + a * latent + rnorm(90, sd = 0.5))
satisfaction <- findInterval(sectors %*% c(0.5, 0.3, -0.2, 0) + rnorm(90), c(2.5, 3.2, 4, 4.8)) + 1
sectors[matrix(runif(360) < 0.08, 90)] <- NA

write_reference("drivers", c("multilevel", "psychTools"), list(cases = list(
  case("bh1996", bh1996$WBEING, bh1996[c("COHES", "LEAD", "HRS")]),
  case("bfi", bfi$age, traits, 0.9),
  case("simulated", as.vector(satisfaction), sectors),
  case("bh1996, one predictor", bh1996$WBEING, bh1996["LEAD"]))))
