# Margins of error, detectable differences and respondents needed, by power.t.test, t.test and prop.test.
source("tests/reference/write.R")

found <- function(n, sd, level) {
  list(n = n, sd = sd, confidence = level,
       difference = power.t.test(n = n, sd = sd, sig.level = 1 - level, power = 0.8, strict = TRUE, tol = 1e-12)$delta)
}
needed <- function(delta, sd, level) {
  list(difference = delta, sd = sd, confidence = level,
       n = power.t.test(delta = delta, sd = sd, sig.level = 1 - level, power = 0.8, strict = TRUE, tol = 1e-12)$n)
}
powers <- function(n, delta, sd) {
  list(n = n, difference = delta, sd = sd, power = power.t.test(n = n, delta = delta, sd = sd, strict = TRUE)$power)
}
share <- function(n, p) {
  interval <- prop.test(n * p, n, correct = FALSE)$conf.int
  list(n = n, share = p, margin = diff(interval) / 2)
}
mean_of <- function(n) {
  y <- scale(seq_len(n)) * 2  # a standard deviation of 2
  list(n = n, sd = 2, margin = diff(t.test(as.numeric(y))$conf.int) / 2)
}

write_reference("planning", "stats", list(
  differences = list(found(3, 1, 0.95), found(12, 2.5, 0.95), found(500, 9, 0.9), found(11000, 1.7, 0.99)),
  respondents = list(needed(5, 12, 0.95), needed(0.2, 1, 0.95), needed(0.05, 1, 0.9), needed(3, 1, 0.95)),
  powers = list(powers(10, 0.3, 1), powers(200, 0.2, 1), powers(5, 0, 2)),
  shares = list(share(100, 0.5), share(40, 0.1), share(11000, 0.38)),
  means = list(mean_of(5), mean_of(60))))
