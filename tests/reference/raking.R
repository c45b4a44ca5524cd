# Raking: survey::rake, on a school sample and on a skewed simulated one with missing margins, trimmed and not.
suppressMessages(library(survey))
source("tests/reference/write.R")
data(api)

control <- list(maxit = 1000, epsilon = 1e-10)

raked <- function(data, margins, w) {
  data$w <- w
  shares <- lapply(names(margins), function(name) {
    setNames(data.frame(names(margins[[name]]), as.numeric(margins[[name]]) / sum(margins[[name]]) * nrow(data)),
             c(name, "Freq"))
  })
  weights(rake(svydesign(ids = ~1, weights = ~w, data = data), lapply(names(margins), reformulate), shares, control))
}

# Cut to the cap and spread the excess over the others in proportion.
cut_to <- function(w, cap) {
  capped <- rep(FALSE, length(w))
  while (any(w[!capped] > cap)) {
    capped <- capped | w > cap
    w[!capped] <- w[!capped] * (length(w) - cap * sum(capped)) / sum(w[!capped])
    w[capped] <- cap
  }
  w
}

# Rake, cut and rake again until margins and cap hold.
trimmed <- function(data, margins, cap) {
  w <- raked(data, margins, rep(1, nrow(data)))
  rounds <- 0
  while (max(w) > cap * (1 + 1e-6)) {
    w <- raked(data, margins, cut_to(w, cap))
    rounds <- rounds + 1
    stopifnot(rounds < 50)
  }
  cut_to(w, cap)
}

case <- function(data, margins, cap, base = rep(1, nrow(data))) {
  complete <- complete.cases(data)
  w <- base / mean(base[complete])
  w[complete] <- if (is.finite(cap)) trimmed(data[complete, ], margins, cap)
                 else raked(data[complete, ], margins, base[complete])
  by <- if (length(unique(base)) > 1) c(lapply(data, addNA), list(base = base)) else lapply(data, addNA)
  classes <- aggregate(list(n = rep(1, nrow(data)), weight = w), by, sum)
  classes$weight <- classes$weight / classes$n
  list(variables = names(data), cap = if (is.finite(cap)) cap else NA, classes = classes, margins = lapply(margins, as.list),
       deff = length(w) * sum(w^2) / sum(w)^2, effective_n = sum(w)^2 / sum(w^2))
}

set.seed(20231123)
n <- 400
simulated <- data.frame(
  region = sample(c("north", "south", "east", "west"), n, replace = TRUE, prob = c(6, 2, 1, 1)),
  gender = sample(c("female", "male", NA), n, replace = TRUE, prob = c(60, 36, 4)),
  age = sample(c("young", "middle", "old", NA), n, replace = TRUE, prob = c(15, 60, 20, 5))
)
population <- list(
  region = c(north = 2000, south = 2500, east = 1500, west = 4000),
  gender = c(female = 5400, male = 4600),
  age = c(young = 3000, middle = 4500, old = 2500)
)
schools <- lapply(apipop[c("stype", "sch.wide", "awards")], table)

write_reference("raking", "survey", list(
  schools = case(lapply(apisrs[names(schools)], as.character) |> as.data.frame(), schools, Inf),
  simulated = case(simulated, population, Inf),
  trimmed = case(simulated, population, 4),
  from_design = case(simulated, population, Inf, sample(c(0.5, 1, 3), n, replace = TRUE))
))
