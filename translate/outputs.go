package translate

import (
	"errors"

	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// maxOutputs is how many columns a select list may have, as in MySQL; an object
// that has more is selected from whole.
const maxOutputs = 4096

// outputs resolves a select list.
func (s *scope) outputs(list sqlparser.SelectExprs) ([]Output, error) {
	var out []Output
	for _, e := range list {
		switch e := e.(type) {
		case *sqlparser.StarExpr:
			if err := s.qualifier(e.TableName); err != nil {
				return nil, err
			}
			for _, c := range s.object.Columns() {
				out = append(out, Output{Label: c.Name, Column: c})
			}
		case *sqlparser.AliasedExpr:
			o, err := s.output(e)
			if err != nil {
				return nil, err
			}
			out = append(out, o)
		default:
			return nil, unsupported("the select list", "it may hold columns and stars only")
		}
		if len(out) > maxOutputs && len(out) > len(s.object.Columns()) {
			return nil, unsupported("the select list", "it has too many columns")
		}
	}
	return out, nil
}

func (s *scope) output(e *sqlparser.AliasedExpr) (Output, error) {
	expr := unparenthesised(e.Expr)
	name, ok := expr.(*sqlparser.ColName)
	if !ok {
		if err := s.checkColumns(e.Expr); err != nil {
			return Output{}, err
		}
		return Output{}, unsupported("select list: "+describe(e.Expr, false), "the API answers columns only, not expressions")
	}
	c, err := s.column(name)
	if err != nil {
		return Output{}, err
	}
	if alias := e.As.String(); alias != "" {
		return Output{Label: alias, Column: c}, nil
	}
	return Output{Label: name.Name.String(), Column: c}, nil
}

// columnOutputs resolves a select list of which items may be expressions, whose
// outputs have no column.
func (s *scope) columnOutputs(list sqlparser.SelectExprs) ([]Output, error) {
	var out []Output
	for _, e := range list {
		more, err := s.outputs(sqlparser.SelectExprs{e})
		if errors.Is(err, ErrUnsupported) {
			label := ""
			if a, ok := e.(*sqlparser.AliasedExpr); ok {
				label = a.As.String()
			}
			more, err = []Output{{Label: label}}, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// fieldsOf lists the fields that the outputs need, each once, and ties the
// outputs to them.
func fieldsOf(outputs []Output) []*schema.Column {
	var fields []*schema.Column
	index := make(map[*schema.Column]int)
	for i := range outputs {
		c := outputs[i].Column
		if c.IsID {
			outputs[i].Cell = -1
			continue
		}
		at, ok := index[c]
		if !ok {
			at = len(fields)
			index[c] = at
			fields = append(fields, c)
		}
		outputs[i].Cell = at
	}
	return fields
}
