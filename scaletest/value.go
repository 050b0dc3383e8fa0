package scaletest

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// kind is the way a field's values are compared and checked.
type kind int

const (
	kindText kind = iota
	kindInteger
	kindDecimal
	kindBoolean
	kindDate
	kindDatetime
	kindTime
)

// kindOf tells the kind of a metadata type. The document names only text and
// choice; the others are the names such platforms use.
func kindOf(fieldType string) kind {
	switch strings.ToLower(fieldType) {
	case "integer", "int", "bigint", "key", "id":
		return kindInteger
	case "decimal", "number", "numeric", "float", "double", "amount", "currency", "percent":
		return kindDecimal
	case "boolean", "bool", "flag":
		return kindBoolean
	case "date":
		return kindDate
	case "datetime", "timestamp":
		return kindDatetime
	case "time":
		return kindTime
	}
	return kindText
}

// number is a decimal number in a form that compares exactly at any size.
type number struct {
	negative bool
	whole    string // without leading zeros
	fraction string // without trailing zeros
}

// parseNumber reads the API's number format, digits with an optional sign and
// an optional dot. Exponents, grouping and spaces are not part of it.
func parseNumber(text string) (number, bool) {
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, dotted := strings.Cut(digits, ".")
	if !allDigits(whole) || dotted && !allDigits(fraction) {
		return number{}, false
	}
	n := number{
		negative: negative,
		whole:    strings.TrimLeft(whole, "0"),
		fraction: strings.TrimRight(fraction, "0"),
	}
	if n.whole == "" && n.fraction == "" {
		n.negative = false
	}
	return n, true
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

func compareNumbers(a, b number) int {
	if a.negative != b.negative {
		if a.negative {
			return -1
		}
		return 1
	}
	c := cmp.Or(
		cmp.Compare(len(a.whole), len(b.whole)),
		strings.Compare(a.whole, b.whole),
		strings.Compare(a.fraction, b.fraction),
	)
	if a.negative {
		return -c
	}
	return c
}

// jsonNumber is the number as JSON wants it, without needless leading zeros.
func jsonNumber(text string) string {
	digits, negative := strings.CutPrefix(text, "-")
	for len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		digits = digits[1:]
	}
	if negative {
		return "-" + digits
	}
	return digits
}

const (
	zeroDate     = "0000-00-00"
	zeroDatetime = "0000-00-00 00:00:00"
)

// validDate reports whether text is a calendar date, or the zero date with
// which the database behind such an API marks an unset one.
func validDate(text string) bool {
	if text == zeroDate {
		return true
	}
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func validDatetime(text string) bool {
	if text == zeroDatetime {
		return true
	}
	_, err := time.Parse(time.DateTime, text)
	return err == nil && len(text) == len(time.DateTime)
}

func validTime(text string) bool {
	if len(text) == len("15:04") {
		text += ":00"
	}
	_, err := time.Parse(time.TimeOnly, text)
	return err == nil && len(text) == len(time.TimeOnly)
}

// fullDatetime completes a date, or a datetime without seconds, so that the
// texts of two moments compare as the moments do. The document's own example
// is date_last_interaction $gt "2025-01-01 06:00".
func fullDatetime(text string) string {
	switch len(text) {
	case len("2006-01-02"):
		return text + " 00:00:00"
	case len("2006-01-02 15:04"):
		return text + ":00"
	}
	return text
}

// checkValue says what is wrong with a value to be stored in a field.
func checkValue(f Field, k kind, booleans [2]string, text string) error {
	if !utf8.ValidString(text) {
		return fmt.Errorf("field %s: the value is not UTF-8", f.Name)
	}
	if text == "" {
		return nil
	}
	if f.Length > 0 && utf8.RuneCountInString(text) > f.Length {
		return fmt.Errorf("field %s: the value is longer than %d", f.Name, f.Length)
	}
	ok := true
	switch k {
	case kindInteger:
		_, ok = parseNumber(text)
		ok = ok && !strings.Contains(text, ".")
	case kindDecimal:
		_, ok = parseNumber(text)
	case kindBoolean:
		ok = text == booleans[0] || text == booleans[1]
	case kindDate:
		ok = validDate(text)
	case kindDatetime:
		ok = validDatetime(text)
	case kindTime:
		ok = validTime(text)
	}
	if !ok {
		return fmt.Errorf("field %s: %q is no %s", f.Name, text, f.Type)
	}
	return nil
}
