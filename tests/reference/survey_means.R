# Means, standard deviations and linearised standard errors of domains: survey::svymean, svyby, svyvar.
suppressMessages(library(survey))
source("tests/reference/write.R")
data(api)

# The sums of a cell that the library reads, about a fixed origin.
sums <- function(y, w, origin) {
  answered <- !is.na(y)
  y <- y[answered] - origin
  w <- w[answered]
  list(n = length(y), w = sum(w), wy = sum(w * y), wyy = sum(w * y^2),
       w2 = sum(w^2), w2y = sum(w^2 * y), w2yy = sum(w^2 * y^2))
}

# Sums and survey's figures of every group, and of the whole, of one data set.
# Degrees of freedom are Kish's effective n - 1; without weights the textbook's figures, t.test's, stand beside them.
# A group with one answer has no standard error, though survey prints 0. svyvar takes n before it drops missing
# answers, therefore the domain is those who answered.
case <- function(name, y, w, g, origin) {
  data <- data.frame(y = y, w = w, g = as.character(g))
  data <- rbind(data, transform(data, g = "all"))
  rows <- length(y)
  lapply(unique(data$g), function(group) {
    part <- data[seq_len(rows), ]
    part$here <- if (group == "all") TRUE else part$g == group
    design <- svydesign(ids = ~1, weights = ~w, data = part)
    by <- svyby(~y, ~here, design, svymean, na.rm = TRUE)
    at <- nrow(by)  # FALSE comes before TRUE
    n <- sum(part$here & !is.na(part$y))
    figures <- list(mean = by$y[at], se = NA, sd = NA, df = NA, low = NA, high = NA)
    plain <- list(mean = by$y[at], se = NA, sd = NA, df = NA, low = NA, high = NA)
    answered <- part$here & !is.na(part$y)
    if (n > 1) {
      free <- sum(part$w[answered])^2 / sum(part$w[answered]^2) - 1
      interval <- confint(by, level = 0.9, df = free)[at, ]
      variance <- svyvar(~y, subset(design, here & !is.na(y)))
      figures <- list(mean = by$y[at], se = SE(by)[at], sd = sqrt(as.numeric(variance)), df = free,
                      low = interval[[1]], high = interval[[2]])
      test <- t.test(part$y[answered], conf.level = 0.9)
      plain <- list(mean = test$estimate[[1]], se = test$stderr, sd = sd(part$y[answered]), df = test$parameter[[1]],
                    low = test$conf.int[1], high = test$conf.int[2])
    }
    unweighted <- all(part$w == 1)
    list(data = name, group = group, origin = origin, rows = rows, unweighted = if (unweighted) plain,
         sums = sums(part$y[part$here], part$w[part$here], origin), expected = figures)
  })
}

set.seed(20231123)
n <- 120
simulated <- data.frame(
  y = sample(c(1:10, NA), n, replace = TRUE, prob = c(1, 1, 2, 3, 4, 5, 5, 3, 2, 1, 4)),
  w = rgamma(n, 4, 4),
  g = c("one", "two", "two", sample(c("a", "b", "c"), n - 3, replace = TRUE))
)
simulated$y[1:3] <- c(4, 7, 8)

whole <- svymean(~api00, svydesign(ids = ~1, fpc = ~fpc, data = apisrs))
write_reference("survey_means", "survey", list(
  cases = c(
    case("apisrs", apisrs$api00, rep(1, nrow(apisrs)), apisrs$stype, 500),
    case("apistrat", apistrat$api00, apistrat$pw, apistrat$awards, 500),
    case("apistrat with missing", apistrat$acs.core, apistrat$pw, apistrat$stype, 25),
    case("simulated", simulated$y, simulated$w, simulated$g, 5.5),
    case("simulated, unweighted", simulated$y, rep(1, n), simulated$g, 5.5)
  ),
  finite_population = list(n = nrow(apisrs), population = apisrs$fpc[1],
                           se = as.numeric(SE(svymean(~api00, svydesign(ids = ~1, weights = ~pw, data = apisrs)))),
                           se_corrected = as.numeric(SE(whole)))
))
