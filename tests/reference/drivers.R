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

case <- function(name, y, x, level = 0.95) {
  complete <- complete.cases(y, x); y <- y[complete]; x <- as.matrix(x[complete, ])
  model <- lm(y ~ x)
  interval <- confint(model, level = level)[-1, , drop = FALSE]
  weights <- johnson(y, x)
  stopifnot(all.equal(sum(weights), summary(model)$r.squared))
  list(data = name, n = length(y), covariance = unname(cov(cbind(x, y))), confidence = level, expected = list(
         coefficient = unname(coef(model)[-1]), ci_low = unname(interval[, 1]), ci_high = unname(interval[, 2]),
         relative_weight = weights / sum(weights), r_squared = summary(model)$r.squared))
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
