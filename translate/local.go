package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/residual"
	"github.com/xwb1989/sqlparser"
)

// localObject is the table of information_schema that a name means, or nil for a
// name of the instance's.
func localObject(name sqlparser.TableName) (*schema.Object, error) {
	if !information.IsSchema(name.Qualifier.String()) {
		return nil, nil
	}
	return information.Lookup(name.Qualifier.String(), name.Name.String())
}

// variable is the value of @@name or @@scope.name.
func (o *Options) variable(scope, name string) (any, error) {
	if o.Session == nil {
		return nil, unsupported("@@"+name, "there is no connection to ask")
	}
	switch scope {
	case "", "session", "local", "global":
	default:
		return nil, fmt.Errorf("unknown scope in @@%s.%s: it may be session or global", scope, name)
	}
	v, ok := o.Session.Variable(name, scope == "global")
	if !ok {
		return nil, unknownVariable(name)
	}
	return v, nil
}

func unknownVariable(name string) error {
	return &schema.UnknownError{What: "system variable", Name: name, Where: "this driver", Nearest: schema.Nearest(name, information.VariableNames())}
}

// sessionValue is the value of a function about the connection.
func (o *Options) sessionValue(function string) (any, error) {
	if o.Session == nil {
		return nil, unsupported(strings.ToUpper(function)+"()", "there is no connection to ask")
	}
	switch function {
	case "connection_id":
		return o.Session.ConnectionID, nil
	case "last_insert_id":
		if o.Session.LastInsertID == information.NoLastID {
			return nil, unsupported("LAST_INSERT_ID()", "the last INSERT created several records, failed, or is held until Commit; scale.InsertedIDs of its result lists the ids")
		}
		return o.Session.LastInsertID, nil
	}
	return o.Session.User, nil
}

// Session is that of the connection whose statement it is.
func (f *Finish) Session() *information.Session { return f.opt.Session }

// localRequest is the request of a Local object: of its conditions, just those
// count that tell which objects of the instance matter, since their metadata may
// have to be asked for. The engine checks all of them.
func (s *scope) localRequest(t *residual.Table) *schema.Request {
	req := &schema.Request{Object: t.Object, Limit: schema.NoLimit}
	for _, cond := range t.Conds {
		if only := s.restriction(cond.Expr); only != nil {
			before := req.Only
			req.Only = func(name string) bool { return (before == nil || before(name)) && only(name) }
		}
	}
	return req
}

// restriction is what "table_name = constant", IN, or a condition on the schema
// says of the objects that matter; nil if it says nothing.
func (s *scope) restriction(e sqlparser.Expr) func(object string) bool {
	cmp, ok := unparenthesised(e).(*sqlparser.ComparisonExpr)
	if !ok {
		return nil
	}
	column, bytes := s.localColumn(cmp.Left)
	other := cmp.Right
	if column == nil && cmp.Operator == sqlparser.EqualStr {
		column, bytes = s.localColumn(cmp.Right)
		other = cmp.Left
	}
	if column == nil {
		return nil
	}
	var texts []string
	switch cmp.Operator {
	case sqlparser.EqualStr:
		text, ok := s.textConstant(other)
		if !ok {
			return nil
		}
		texts = []string{text}
	case sqlparser.InStr:
		list, ok := other.(sqlparser.ValTuple)
		for _, item := range list {
			text, known := s.textConstant(item)
			texts, ok = append(texts, text), ok && known
		}
		if !ok {
			return nil
		}
	default:
		return nil
	}
	return func(object string) bool {
		value := object
		if column.Name == "TABLE_SCHEMA" {
			value = s.opt.Instance
		}
		for _, text := range texts {
			if value == text || !bytes && mayEqual(value, text) {
				return true
			}
		}
		return false
	}
}

// localColumn is the column that names an object or its schema, if an expression
// is that; bytes tells that it compares by bytes.
func (s *scope) localColumn(e sqlparser.Expr) (column *schema.Column, bytes bool) {
	e = unparenthesised(e)
	if u, ok := e.(*sqlparser.UnaryExpr); ok && u.Operator == sqlparser.BinaryStr {
		e, bytes = unparenthesised(u.Expr), true
	}
	name, ok := e.(*sqlparser.ColName)
	if !ok {
		return nil, false
	}
	c, err := s.object.Lookup(name.Name.String())
	if err != nil || c.Name != "TABLE_NAME" && c.Name != "TABLE_SCHEMA" {
		return nil, false
	}
	return c, bytes
}

// textConstant is the text that an expression is, whatever the row.
func (s *scope) textConstant(e sqlparser.Expr) (string, bool) {
	e = unparenthesised(e)
	if k := s.computed(e); k != nil {
		return k.text, k.kind == isString
	}
	if f, ok := e.(*sqlparser.FuncExpr); ok && len(f.Exprs) == 0 && (f.Name.Lowered() == "database" || f.Name.Lowered() == "schema") {
		return s.opt.Instance, true
	}
	v, ok := e.(*sqlparser.SQLVal)
	if !ok {
		return "", false
	}
	k, err := s.literal(v)
	if err != nil || k.kind != isString {
		return "", false
	}
	return k.text, true
}

// mayEqual reports whether texts may be equal without regard to case and accents:
// it is sure of plain ones only.
func mayEqual(a, b string) bool {
	return strings.EqualFold(a, b) || !visibleText(a) || !visibleText(b)
}

// visibleText reports whether a text has nothing but visible ASCII characters.
func visibleText(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
