package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/scale-sql/scale/translate/syntax"
)

// checkPlaceholders compares the placeholders of the SQL with the parameters. What is
// wrong with the SQL itself is for the driver to say when the report is run.
func (r *report) checkPlaceholders() error {
	parsed, err := syntax.Parse(r.query, syntax.Options{})
	if err != nil {
		return nil
	}
	if parsed.Positional > 0 {
		return errors.New("the SQL has a ? placeholder; write the name of a parameter, such as :since")
	}
	for _, name := range parsed.Named {
		if _, ok := r.param(name); !ok {
			return fmt.Errorf("the SQL has :%s, which is no parameter; one is a line such as -- param: since date 2024-01-01 first day", name)
		}
	}
	for _, p := range r.params {
		if !slices.Contains(parsed.Named, p.name) {
			return fmt.Errorf("-- param: %s: the SQL has no :%s", p.name, p.name)
		}
	}
	return nil
}
