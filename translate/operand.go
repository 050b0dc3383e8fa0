package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// operand is one side of a comparison: a column, a constant, or neither.
type operand struct {
	column   *schema.Column
	constant *constant
	part     *part  // a function of a date column, which is neither
	binary   bool   // it makes the comparison one of bytes
	why      string // why it is neither, if there is more to say
}

func (o operand) null() bool { return o.constant != nil && o.constant.kind == isNull }

// operand reads an expression as a column or a constant.
func (s *scope) operand(e sqlparser.Expr) (operand, error) {
	if k := s.computed(e); k != nil {
		return operand{constant: k}, nil
	}
	if p, err := s.part(e); p != nil || err != nil {
		return operand{part: p, why: "the API has no such function"}, err
	}
	switch e := e.(type) {
	case *sqlparser.ParenExpr:
		return s.operand(e.Expr)
	case *sqlparser.ColName:
		c, err := s.column(e)
		return operand{column: c}, err
	case *sqlparser.CollateExpr:
		o, err := s.operand(e.Expr)
		return o.collate(e.Charset), err
	case *sqlparser.UnaryExpr:
		return s.unary(e)
	case *sqlparser.NullVal, *sqlparser.SQLVal, sqlparser.BoolVal, *sqlparser.FuncExpr:
		c, err := s.constant(e)
		return operand{constant: c, binary: c != nil && c.kind == isBytes}, err
	}
	return operand{}, s.checkColumns(e)
}

func (s *scope) unary(e *sqlparser.UnaryExpr) (operand, error) {
	o, err := s.operand(e.Expr)
	if err != nil {
		return o, err
	}
	switch {
	case e.Operator == sqlparser.BinaryStr:
		return o.collate("binary"), nil
	case o.constant != nil && o.constant.kind == isNumber && e.Operator == sqlparser.UMinusStr:
		c := numberConstant(o.constant.number.Neg())
		return operand{constant: &c}, nil
	case o.constant != nil && o.constant.kind == isNumber && e.Operator == sqlparser.UPlusStr:
		return o, nil
	}
	return operand{}, nil
}

// collate gives an operand a collation.
func (o operand) collate(name string) operand {
	name = strings.ToLower(name)
	charset, rules, _ := strings.Cut(name, "_")
	switch {
	case o.column != nil && o.column.Type != schema.Text:
		return operand{why: fmt.Sprintf("column %q is a %s: how the API writes it as text is not stated", o.column.Name, o.column.SQLType)}
	case strings.HasPrefix(charset, "utf8") && slices.Contains(looseRules, rules):
		return o
	case name == "binary" || strings.HasSuffix(name, "_bin") || strings.HasSuffix(name, "_cs") || strings.Contains(name, "_as_"):
		o.binary = true
		return o
	}
	return operand{why: fmt.Sprintf("the API does not compare by the rules of %s", name)}
}

// looseRules are the rules of comparison that heed neither case nor accents, in
// any language.
var looseRules = []string{"0900_ai_ci", "general_ci", "unicode_ci", "unicode_520_ci"}

// constant reads a literal or a placeholder; nil for an expression that is
// neither.
func (s *scope) constant(e sqlparser.Expr) (*constant, error) {
	switch e := e.(type) {
	case *sqlparser.NullVal:
		return &constant{}, nil
	case sqlparser.BoolVal:
		c := boolConstant(bool(e))
		return &c, nil
	case *sqlparser.SQLVal:
		return s.literal(e)
	case *sqlparser.FuncExpr:
		return s.momentLiteral(e)
	}
	return nil, nil
}

func (s *scope) literal(v *sqlparser.SQLVal) (*constant, error) {
	if v.Type == sqlparser.ValArg {
		c, ok := s.params[strings.TrimPrefix(string(v.Val), ":")]
		if !ok {
			return nil, fmt.Errorf("placeholder %s has no argument", v.Val)
		}
		return &c, nil
	}
	value, err := syntax.Value(v)
	if err != nil {
		return nil, err
	}
	if h, ok := value.(syntax.HexBytes); ok {
		return &constant{kind: isBytes, text: string(h)}, nil
	}
	c, err := constantOf(value, nil)
	return &c, err
}

// momentLiteral reads DATE '...' and TIMESTAMP '...'.
func (s *scope) momentLiteral(f *sqlparser.FuncExpr) (*constant, error) {
	text, ok, err := momentText(f)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, s.checkColumns(f)
	}
	return &constant{kind: isMoment, text: text}, nil
}

// momentText is the text of DATE '...' and TIMESTAMP '...', which the syntax shows as
// calls; ok is false for any other call.
func momentText(f *sqlparser.FuncExpr) (text string, ok bool, err error) {
	name := f.Name.String()
	if name != syntax.FuncDateLiteral && name != syntax.FuncTimestampLiteral || len(f.Exprs) != 1 {
		return "", false, nil
	}
	arg, ok := f.Exprs[0].(*sqlparser.AliasedExpr)
	if !ok {
		return "", false, nil
	}
	v, ok := arg.Expr.(*sqlparser.SQLVal)
	if !ok || v.Type != sqlparser.StrVal {
		return "", false, nil
	}
	text = string(v.Val)
	if m, ok := schema.ParseMoment(text); !ok || name == syntax.FuncDateLiteral && m.HasTime {
		return "", false, fmt.Errorf("incorrect DATE or TIMESTAMP value: '%s'; write YYYY-MM-DD or YYYY-MM-DD HH:MM:SS", shortText(text))
	}
	return text, true, nil
}

// unparenthesised is an expression without the parentheses around it.
func unparenthesised(e sqlparser.Expr) sqlparser.Expr {
	for {
		p, ok := e.(*sqlparser.ParenExpr)
		if !ok {
			return e
		}
		e = p.Expr
	}
}
