# Sampling designs: survey::svydesign with strata, clusters, weights and population sizes; svyby, svyttest, regTermTest,
# svyglm, svychisq. Clusters are ultimate clusters: of several stages the first counts.
suppressMessages(library(survey))
source("tests/reference/write.R")
data(api)
data(nhanes)
options(survey.lonely.psu = "adjust")

# The sums that the library reads: of each group, stratum and cluster, or stratum where respondents were drawn.
units <- function(data, clustered) {
  data <- data[data$w > 0, ]
  key <- if (clustered) interaction(data$h, data$c, drop = TRUE) else factor(data$h)
  parts <- split(data, list(data$g, key), drop = TRUE)
  unname(lapply(parts, function(part) {
    y <- part$y[!is.na(part$y)]
    w <- part$w[!is.na(part$y)]
    list(group = as.character(part$g[1]), stratum = as.character(part$h[1]), size = as.character(part$size[1]),
         cluster = if (clustered) as.character(part$c[1]) else "",
         rows = nrow(part), n = length(y), w = sum(w), wi = sum(w * y), wij = sum(w * y^2),
         w2 = sum(w^2), w2i = sum(w^2 * y), w2ij = sum(w^2 * y^2))
  }))
}

# Korn's and Graubard's form of a Wald test from survey's: F of chi-squared / q with the design's degrees of freedom.
korn_graubard <- function(test, q, d) {
  chisq <- as.numeric(test$Ftest) * q
  list(statistic = (d - q + 1) / (d * q) * chisq, df1 = q, df2 = d - q + 1)
}

# One variable in groups: svyby, every two groups by svyttest, all groups by regTermTest.
case <- function(name, y, g, w, h = NULL, c = NULL, fpc = NULL) {
  data <- data.frame(y = y, g = as.character(g), w = w / mean(w))
  data$h <- if (is.null(h)) "" else as.character(h)
  data$c <- if (is.null(c)) seq_len(nrow(data)) else as.character(c)
  data$size <- if (is.null(fpc)) "" else as.character(fpc)
  data$fpc <- if (is.null(fpc)) NA else fpc
  data <- data[!is.na(data$g), ]
  design <- svydesign(ids = ~c, strata = if (is.null(h)) NULL else ~h, weights = ~w, nest = TRUE,
                      fpc = if (is.null(fpc)) NULL else ~fpc, data = data)
  answered <- subset(design, !is.na(y))
  by <- svyby(~y, ~g, design, svymean, na.rm = TRUE)
  groups <- as.character(by$g)
  here <- function(names) subset(answered, g %in% names)
  means <- lapply(seq_along(groups), function(k) {
    part <- here(groups[k])
    list(group = groups[k], mean = by$y[k], se = as.numeric(SE(by))[k], df = degf(part),
         clusters = length(unique(part$cluster[[1]])))
  })
  whole <- svymean(~y, design, na.rm = TRUE)
  comparable <- groups[sapply(means, function(m) m$clusters > 1 && m$se > 0)]
  pairs <- apply(combn(comparable, 2), 2, function(two) {
    test <- svyttest(y ~ first, update(here(two), first = as.numeric(g == two[1])))
    list(a = two[1], b = two[2], difference = as.numeric(test$estimate), t = as.numeric(test$statistic),
         df = as.numeric(test$parameter), low = test$conf.int[1], high = test$conf.int[2])
  })
  part <- here(comparable)
  model <- svyglm(y ~ factor(g), part)
  q <- length(comparable) - 1
  list(name = name, units = units(data, !is.null(c)), means = means, pairs = pairs,
       whole = list(mean = as.numeric(whole), se = as.numeric(SE(whole)), df = degf(answered)),
       test = if (degf(part) > q) korn_graubard(regTermTest(model, ~factor(g)), q, degf(part)) else NULL)
}

# Strata and clusters of unequal size, groups that miss strata, strata of one cluster, answers missing.
set.seed(20231123)
strata <- c(rep("north", 6), rep("south", 5), rep("west", 4), "east", rep("city", 3), "steppe")
size <- sample(4:19, length(strata), replace = TRUE)
sample_of <- function(k) {
  n <- size[k]
  effect <- rnorm(1, 0, 0.8)
  group <- sample(c("central", "local", "field"), n, replace = TRUE,
                  prob = if (strata[k] == "west") c(1, 1, 0) else c(1, 2, 2))
  outlook <- rnorm(n) + effect + 0.4 * (group == "central")
  rate <- function(loading) pmin(pmax(round(6 + 1.6 * (loading * outlook + rnorm(n))), 1), 10)
  data.frame(stratum = strata[k], cluster = paste0("agency", k %% 7), weight = round(rgamma(n, 3, 3) + 0.2, 3),
             size = c(north = 40, south = 30, west = 12, east = 9, city = 10, steppe = 1)[[strata[k]]], body = group,
             s01 = rate(0.6), s02 = rate(0.5), s03 = rate(0.7), s04 = rate(0.4), s05 = rate(0.5),
             integrity = rate(0.6), satisfaction = sample(c("low", "middle", "high"), n, replace = TRUE))
}
made <- do.call(rbind, lapply(seq_along(strata), sample_of))
outlook <- rowMeans(made[c("s01", "s04")])
made$satisfaction <- ifelse(outlook < 5, "low", ifelse(outlook < 7.2, "middle", "high"))
for (name in c("s01", "s02", "s03", "s04", "s05", "integrity", "satisfaction")) made[sample(nrow(made), 12), name] <- NA
made$unit <- interaction(made$stratum, made$cluster, drop = TRUE)

# Figures of a study: sectors as means of their statements, the question as places and shares, ranks, drivers.
study <- function(data, ids, stratified, sized) {
  data$work <- rowMeans(data[c("s01", "s02", "s03")], na.rm = TRUE)
  data$work[rowSums(!is.na(data[c("s01", "s02", "s03")])) < 2] <- NA
  data$management <- rowMeans(data[c("s04", "s05")], na.rm = TRUE)
  data$place <- match(data$satisfaction, c("low", "middle", "high"))
  data$one <- seq_len(nrow(data))
  design <- svydesign(ids = ids, strata = if (stratified) ~stratum else NULL, weights = ~weight, nest = TRUE,
                      fpc = if (sized) ~size else NULL, data = data)
  satisfied <- subset(design, !is.na(satisfaction))
  share <- svymean(~I(satisfaction == "high"), satisfied)
  by <- svyby(~I(satisfaction == "high"), ~body, satisfied, svymean)
  model <- svyglm(place ~ work + management, design)
  terms <- c("work", "management")
  chi <- svychisq(~body + satisfaction, satisfied, statistic = "F")
  # svyranktest, but for ties: it ranks equal answers by the order of their rows, where weights differ.
  rated <- subset(design, !is.na(integrity))
  w <- weights(rated)
  total <- tapply(w, rated$variables$integrity, sum) / sum(w)
  rated <- update(rated, rank = (cumsum(total) - total / 2)[as.character(integrity)])
  ranks <- korn_graubard(regTermTest(svyglm(rank ~ body, rated), ~body), 2, degf(rated))
  two <- svyttest(work ~ I(body == "central"), subset(design, body != "field" & !is.na(work)))
  list(
    high = list(share = as.numeric(share)[2], se = as.numeric(SE(share))[2], df = degf(satisfied)),
    high_by = lapply(seq_along(by$body), function(k) {
      list(group = as.character(by$body[k]), share = by[[3 + 0]][k], se = SE(by)[[2]][k],
           df = degf(subset(satisfied, body == by$body[k])))
    }),
    drivers = list(coefficient = as.numeric(coef(model)[terms]), se = as.numeric(SE(model)[terms]), df = model$df.residual),
    chi_squared = list(statistic = as.numeric(chi$statistic), df1 = as.numeric(chi$parameter[1]), df2 = as.numeric(chi$parameter[2])),
    ranks = ranks,
    two = list(t = as.numeric(two$statistic), df = as.numeric(two$parameter))
  )
}

write_reference("design", "survey", list(
  cases = list(
    case("apiclus1", apiclus1$api00, apiclus1$stype, apiclus1$pw, c = apiclus1$dnum),
    case("apiclus1 with sizes", apiclus1$api00, apiclus1$stype, apiclus1$pw, c = apiclus1$dnum, fpc = apiclus1$fpc),
    case("apiclus2", apiclus2$api00, apiclus2$stype, apiclus2$pw, c = apiclus2$dnum, fpc = apiclus2$fpc1),
    case("apistrat", apistrat$api00, apistrat$awards, apistrat$pw, h = apistrat$stype),
    case("apistrat with sizes", apistrat$acs.core, apistrat$sch.wide, apistrat$pw, h = apistrat$stype, fpc = apistrat$fpc),
    case("nhanes", nhanes$HI_CHOL, nhanes$agecat, nhanes$WTMEC2YR, h = nhanes$SDMVSTRA, c = nhanes$SDMVPSU),
    case("nhanes by race", nhanes$HI_CHOL, nhanes$race, nhanes$WTMEC2YR, h = nhanes$SDMVSTRA, c = nhanes$SDMVPSU),
    case("made", made$s01, made$body, made$weight, h = made$stratum, c = made$cluster),
    case("made with sizes", made$s01, made$body, made$weight, h = made$stratum, c = made$cluster, fpc = made$size),
    case("made, by satisfaction", made$integrity, made$satisfaction, made$weight, h = made$stratum, c = made$cluster)
  ),
  made = list(
    rows = made[setdiff(names(made), "unit")],
    clusters = study(made, ~cluster, TRUE, FALSE),
    sizes = study(made, ~cluster, TRUE, TRUE),
    unstratified = study(made, ~unit, FALSE, FALSE),
    strata = study(made, ~one, TRUE, FALSE),
    weights = study(made, ~one, FALSE, FALSE)
  )
))
