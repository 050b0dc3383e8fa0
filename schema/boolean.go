package schema

// Spellings returns every spelling of a truth value that the API's servers
// use. The documents show Y and N for flags but no boolean field, so filters
// name them all and values are read in any of them.
func Spellings(truth bool) []string {
	if truth {
		return trueSpellings
	}
	return falseSpellings
}

var (
	trueSpellings  = []string{"Y", "1", "true", "oui", "y", "True", "TRUE", "Oui", "OUI"}
	falseSpellings = []string{"N", "0", "false", "non", "n", "False", "FALSE", "Non", "NON"}
)

// ParseBool reads a truth value in one of its Spellings.
func ParseBool[T string | []byte](text T) (value, ok bool) {
	for _, s := range trueSpellings {
		if string(text) == s {
			return true, true
		}
	}
	for _, s := range falseSpellings {
		if string(text) == s {
			return false, true
		}
	}
	return false, false
}
