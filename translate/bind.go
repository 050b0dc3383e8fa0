package translate

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"

	"github.com/scale-sql/scale/translate/syntax"
)

// bind ties a statement's placeholders to their arguments. Values stay values:
// none of them ever becomes part of a statement's text. They are returned by the
// names of their bind variables, as constants and as they are.
func bind(stmt *syntax.Statement, args []driver.NamedValue, opt *Options) (map[string]constant, map[string]any, error) {
	positional, named, err := sortArguments(stmt, args)
	if err != nil {
		return nil, nil, err
	}
	params, values := make(map[string]constant, len(args)), make(map[string]any, len(args))
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
			return nil, nil, fmt.Errorf("argument %s: %w", name, err)
		}
		params[p.BindVar], values[p.BindVar] = c, arg.Value
	}
	return params, values, nil
}

// sortArguments parts the arguments with a name from those without, and checks
// that they are those of the statement.
func sortArguments(stmt *syntax.Statement, args []driver.NamedValue) (positional []driver.NamedValue, named map[string]driver.NamedValue, err error) {
	named = make(map[string]driver.NamedValue)
	positional = make([]driver.NamedValue, 0, len(args))
	for _, a := range args {
		if a.Name == "" {
			positional = append(positional, a)
			continue
		}
		if _, twice := named[a.Name]; twice {
			return nil, nil, fmt.Errorf("argument %q is given twice", a.Name)
		}
		named[a.Name] = a
	}
	return positional, named, checkArguments(stmt, positional, named)
}

// checkArguments sees to it that each placeholder has an argument and each
// argument a placeholder.
func checkArguments(stmt *syntax.Statement, positional []driver.NamedValue, named map[string]driver.NamedValue) error {
	switch {
	case len(positional) == stmt.Positional:
	case len(positional) > stmt.Positional && len(stmt.Named) > len(named):
		return fmt.Errorf("placeholder %q takes a named argument; pass sql.Named(%q, value)", stmt.Named[0], stmt.Named[0])
	case len(positional) < stmt.Positional && len(named) > len(stmt.Named):
		return errors.New("a placeholder ? takes an argument without a name, and only named ones are left; pass the value itself, or write :name in the statement")
	default:
		return fmt.Errorf("number of placeholders (?) in the statement: %d; arguments given for them: %d", stmt.Positional, len(positional))
	}
	for _, name := range stmt.Named {
		if _, ok := named[name]; !ok {
			return fmt.Errorf("placeholder %q has no argument; pass sql.Named(%q, value)", name, name)
		}
	}
	if len(named) == len(stmt.Named) {
		return nil // each is one of the statement's
	}
	for name := range named {
		if !slices.Contains(stmt.Named, name) {
			return fmt.Errorf("argument %q has no placeholder in the statement; write :%s or @%s where its value goes", name, name, name)
		}
	}
	return nil
}
