# Write figures to tests/reference/<name>.json, with the versions that computed them.
write_reference <- function(name, packages, figures) {
  versions <- lapply(setNames(packages, packages), function(package) as.character(packageVersion(package)))
  made_with <- c(list(R = paste(R.version$major, R.version$minor, sep = ".")), versions)
  text <- jsonlite::toJSON(c(list(made_with = made_with), figures),
                           digits = NA, auto_unbox = TRUE, na = "null", null = "null", pretty = 1)
  writeLines(text, file.path("tests", "reference", paste0(name, ".json")))
}
