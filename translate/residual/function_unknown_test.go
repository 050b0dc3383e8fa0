package residual

import (
	"errors"
	"strings"
	"testing"
)

func TestUnknownFunctions(t *testing.T) {
	for name, want := range map[string]string{
		"nvl":            "function NVL; use IFNULL",
		"date_trunc":     "function DATE_TRUNC; use DATE_FORMAT(d, '%Y-%m-01')",
		"dateformat":     "function DATEFORMAT; did you mean DATE_FORMAT?",
		"groupconcat":    "function GROUPCONCAT; did you mean GROUP_CONCAT?",
		"foo":            "function FOO",
		"__nosuch":       "function NOSUCH",
		"some_other_one": "function SOME_OTHER_ONE",
	} {
		err := unknownFunction(name)
		if !errors.Is(err, ErrUnsupported) || !strings.HasSuffix(err.Error(), ": "+want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
	for name := range elsewhere {
		if _, ok := simple[name]; ok || special[name].build != nil || aggregateNames[name] {
			t.Errorf("%s is a function of the engine", name)
		}
	}
}
