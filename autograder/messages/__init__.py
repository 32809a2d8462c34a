"""The words people read, in English and Arabic: catalogues, plural rules, filling of templates."""
