"""Published tables as readers see them: sentences, figures, pages, explorer, languages."""
