# Agreement within groups by multilevel (ICC1, ICC2, rwg, rwg.j, ad.m): lq2002, bh1996, simulated ratings.
suppressMessages(library(multilevel))
source("tests/reference/write.R")
data(lq2002); data(bh1996)

# A score in groups, some of which may have one respondent.
icc_case <- function(data, y, g) {
  keep <- !is.na(y); y <- y[keep]; g <- factor(g[keep])
  model <- aov(y ~ g)
  table <- summary(model)[[1]]
  list(data = data, n = unname(c(table(g))), means = unname(c(tapply(y, g, mean))), sds = unname(c(tapply(y, g, sd))),
       expected = list(icc1 = ICC1(model), icc2 = ICC2(model), f = table[1, 4], df1 = table[1, 1], df2 = table[2, 1],
                       p = table[1, 5]))
}

# Items in groups, all of them answered: rwg and ad.m drop incomplete rows.
within_case <- function(data, items, g, scale) {
  items <- as.data.frame(items)
  keep <- complete.cases(items); items <- items[keep, , drop = FALSE]; g <- factor(g[keep])
  null <- (length(scale)^2 - 1) / 12
  parts <- split(items, g)
  counts <- lapply(parts, function(part) unname(lapply(part, function(item) unname(c(table(factor(item, scale)))))))
  agreed <- if (ncol(items) > 1) rwg.j(items, g, ranvar = null)$rwg.j else rwg(items[[1]], g, ranvar = null)$rwg
  by_group <- function(each) matrix(unlist(lapply(parts, each)), nrow = length(parts), byrow = TRUE)
  list(data = data, scale = scale, n = by_group(function(part) rep(nrow(part), ncol(part))),
       variances = by_group(function(part) sapply(part, var)), counts = unname(counts), null = null,
       rwg = agreed, ad = ad.m(items, g)$AD.M)
}

set.seed(20231123)
sizes <- c(1, 2, 3, 25, 60, 9)
group <- rep(letters[1:6], sizes)
rating <- function(item) pmin(10, pmax(1, round(rnorm(sum(sizes), 6, 1.5) + rnorm(6)[match(group, letters)])))
ratings <- sapply(1:5, rating)
ratings[group == "f", ] <- sample(c(1, 10), 45, replace = TRUE)
score <- rowMeans(ratings); score[c(10, 40)] <- NA
noise <- rnorm(200)

companies <- lq2002[lq2002$COMPID %in% unique(lq2002$COMPID)[1:15], ]   # enough groups, and a small file
leads <- grep("^LEAD[0-9]", names(lq2002))
write_reference("agreement", "multilevel", list(
  icc = list(icc_case("bh1996: HRS", bh1996$HRS, bh1996$GRP), icc_case("bh1996: COHES", bh1996$COHES, bh1996$GRP),
             icc_case("lq2002: LEAD", lq2002$LEAD, lq2002$COMPID),
             icc_case("simulated, groups of one and two", score, group),
             icc_case("simulated, no groups", noise, rep(1:20, 10))),
  within = list(within_case("lq2002: leadership", companies[leads], companies$COMPID, 1:5),
                within_case("lq2002: one item", companies[leads[1]], companies$COMPID, 1:5),
                within_case("lq2002: hostility", companies[grep("^HOSTIL0", names(lq2002))], companies$COMPID, 0:4),
                within_case("simulated, groups of one and two", ratings, group, 1:10))))
