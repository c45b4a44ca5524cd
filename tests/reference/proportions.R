# Wilson's score interval: prop.test(correct = FALSE), also of an effective n that is not whole.
suppressMessages(library(survey))
source("tests/reference/write.R")
data(api)

interval <- function(share, n, confidence) {
  test <- suppressWarnings(prop.test(share * n, n, correct = FALSE, conf.level = confidence))
  list(share = share, n = n, confidence = confidence, low = test$conf.int[1], high = test$conf.int[2])
}

w <- apistrat$pw
kish <- sum(w)^2 / sum(w^2)
awarded <- as.numeric(svymean(~ I(as.numeric(awards == "Yes")), svydesign(ids = ~1, weights = ~pw, data = apistrat)))

# A weighted share: p, its n = p (1 - p) / v with the linearised v, and Wilson's interval with that n.
weighted <- function(name, given, w) {
  answered <- !is.na(given); rows <- length(given)
  design <- svydesign(ids = ~1, weights = ~w, data = data.frame(given = as.numeric(given), w = w))
  found <- svymean(~given, design, na.rm = TRUE)
  p <- as.numeric(found); n <- p * (1 - p) / as.numeric(vcov(found))
  of <- function(who) list(w = sum(w[who]), w2 = sum(w[who]^2))
  c(list(data = name, rows = rows, all = of(answered), given = of(answered & given), n = n), interval(p, n, 0.95))
}

set.seed(20231123)
rated <- sample(c(TRUE, FALSE, NA), 60, replace = TRUE, prob = c(2, 7, 1))
write_reference("proportions", "survey", list(
  weighted = list(weighted("apistrat", apistrat$awards == "Yes", apistrat$pw),
                  weighted("simulated", rated, rgamma(60, 1, 1) + 0.05)),
  intervals = list(
    interval(0, 10, 0.95), interval(1, 10, 0.95), interval(0, 1, 0.95), interval(0.5, 2, 0.95),
    interval(7 / 48, 48, 0.95), interval(0.38, 11000, 0.95), interval(0.67, 11000, 0.99), interval(0.3, 12.4, 0.9),
    interval(awarded, kish, 0.95)
  ),
  kish = list(w = sum(w), w2 = sum(w^2), effective_n = kish)
))
