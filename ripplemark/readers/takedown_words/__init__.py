"""The vocabulary of hand-kept takedown sheets in English, German, French and Spanish: headers and what cells say."""
