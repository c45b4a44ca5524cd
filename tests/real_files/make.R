# Writes real answers that ship with R packages as files of survey tools: Rscript make.R <folder>.
# Debian: r-cran-psychtools r-cran-cardata r-cran-mass r-cran-sjmisc r-cran-aer r-cran-lme4 r-cran-haven r-cran-openxlsx
suppressMessages(library(haven))
setwd(commandArgs(TRUE)[1])
dataset <- function(name, package) {
  place <- new.env()
  data(list = name, package = package, envir = place)
  get(name, envir = place)
}
named <- function(answers) { # SPSS and Stata have no dots in names
  names(answers) <- gsub(".", "_", names(answers), fixed = TRUE)
  answers
}

bfi <- dataset("bfi", "psychTools")
write.csv(bfi, "bfi.csv", row.names = FALSE)
items <- dataset("bfi.dictionary", "psychTools")
points <- c("Very Inaccurate" = 1, "Moderately Inaccurate" = 2, "Slightly Inaccurate" = 3,
            "Slightly Accurate" = 4, "Moderately Accurate" = 5, "Very Accurate" = 6)
for (name in names(bfi)[1:25]) {
  bfi[[name]] <- labelled(as.numeric(bfi[[name]]), points, as.character(items[name, "Item"]))
}
write_sav(bfi, "bfi.sav")

efc <- dataset("efc", "sjmisc")
for (name in names(efc)) {
  codes <- attr(efc[[name]], "labels")
  if (!is.null(codes)) {
    codes <- setNames(as.numeric(codes), names(codes))
    efc[[name]] <- labelled(as.numeric(efc[[name]]), codes, attr(efc[[name]], "label"))
  }
}
write_sav(efc, "efc.sav")

write_dta(named(dataset("BEPS", "carData")), "beps.dta")
openxlsx::write.xlsx(dataset("WVS", "carData"), "wvs.xlsx")
write.csv(dataset("survey", "MASS"), "survey.csv", row.names = FALSE)
write.csv(dataset("GSS7402", "AER"), "gss.csv", row.names = FALSE, na = "")
write.csv2(dataset("msqR", "psychTools"), "msqr.csv", row.names = FALSE)
write.csv(lme4::InstEval, "insteval.csv", row.names = FALSE)
write.csv(dataset("sat.act", "psychTools"), "satact.csv", row.names = FALSE)
