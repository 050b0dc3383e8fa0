package translate

import (
	"database/sql/driver"
	"fmt"
	"slices"

	"github.com/scale-sql/scale/translate/syntax"
)

// bind ties a statement's placeholders to their arguments. Values stay values:
// none of them ever becomes part of a statement's text.
func bind(stmt *syntax.Statement, args []driver.NamedValue, opt *Options) (map[string]constant, error) {
	var positional []driver.NamedValue
	named := make(map[string]driver.NamedValue)
	for _, a := range args {
		if a.Name == "" {
			positional = append(positional, a)
		} else {
			named[a.Name] = a
		}
	}
	if err := checkArguments(stmt, positional, named); err != nil {
		return nil, err
	}
	params := make(map[string]constant, len(args))
	for _, p := range stmt.Params {
		if _, done := params[p.BindVar]; done {
			continue
		}
		name, arg := fmt.Sprintf("%q", p.Name), named[p.Name]
		if p.Name == "" {
			name, arg = fmt.Sprint(p.Index+1), positional[p.Index]
		}
		c, err := constantOf(arg.Value, opt.zone())
		if err != nil {
			return nil, fmt.Errorf("argument %s: %w", name, err)
		}
		params[p.BindVar] = c
	}
	return params, nil
}

// checkArguments sees to it that each placeholder has an argument and each
// argument a placeholder.
func checkArguments(stmt *syntax.Statement, positional []driver.NamedValue, named map[string]driver.NamedValue) error {
	if len(positional) != stmt.Positional {
		return fmt.Errorf("the statement has %d placeholders (?), but %d arguments were given for them", stmt.Positional, len(positional))
	}
	for _, name := range stmt.Named {
		if _, ok := named[name]; !ok {
			return fmt.Errorf("placeholder %q has no argument; pass sql.Named(%q, value)", name, name)
		}
	}
	for name := range named {
		if !slices.Contains(stmt.Named, name) {
			return fmt.Errorf("argument %q has no placeholder in the statement; write :%s or @%s where its value goes", name, name, name)
		}
	}
	return nil
}
