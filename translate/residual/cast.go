package residual

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// convert writes CAST(x AS type).
func (c *compiler) convert(s *scope, e *sqlparser.ConvertExpr) (piece, error) {
	p, err := c.expr(s, e.Expr)
	if err != nil {
		return p, err
	}
	if p.kind() == Null {
		return p, nil
	}
	name := strings.ToLower(e.Type.Type)
	switch strings.Fields(name)[0] {
	case "char", "nchar", "varchar", "text":
		q := asStr(p)
		if n, ok := length(e.Type.Length); ok {
			q = call(Str, "my_left", q, intLiteral(n))
		}
		q.typ.Column, q.typ.emptyIsNull, q.constant = nil, false, nil
		q.typ.binary = c.env.BinaryCollation
		return q, nil
	case "binary":
		q := asStr(p)
		q.typ.binary, q.typ.Column, q.constant = true, nil, nil
		return q, nil
	case "signed":
		if p.bits != "" {
			return piece{text: p.bits, typ: of(Int)}, nil
		}
		return plain(asInt(p), Int), nil
	case "unsigned":
		if p.bits != "" {
			return p, nil
		}
		if p.constant == nil || p.kind() != Int || p.constant.number.IsNegative() {
			return call(Int, "my_unsigned", asInt(p)), nil
		}
		return p, nil
	case "decimal":
		return castDecimal(p, e.Type), nil
	case "date":
		return castTemporal(p, Date, "my_date"), nil
	case "datetime":
		return castTemporal(p, DateTime, "my_datetime"), nil
	case "time":
		return castTemporal(p, Time, "my_time"), nil
	}
	return piece{}, fmt.Errorf("%w: CAST(... AS %s)", ErrUnsupported, e.Type.Type)
}

// castDecimal writes CAST(x AS DECIMAL(precision, scale)), which is (10, 0) if
// they are left out.
func castDecimal(p piece, t *sqlparser.ConvertType) piece {
	precision, ok := length(t.Length)
	if !ok || precision == 0 {
		precision = 10
	}
	scale, _ := length(t.Scale)
	q := call(Dec, "my_dcast", asDec(p), intLiteral(precision), intLiteral(scale))
	q.typ = q.typ.withPlaces(int(scale))
	return q
}

// plain is a value that is not a column's any more.
func plain(p piece, k Kind) piece {
	return piece{text: p.text, typ: Type{Kind: k, NotNull: p.typ.NotNull}}
}

func castTemporal(p piece, k Kind, name string) piece {
	if p.kind() == k {
		return plain(p, k)
	}
	return call(k, name, p)
}

func length(v *sqlparser.SQLVal) (int64, bool) {
	if v == nil {
		return 0, false
	}
	n, err := strconv.ParseInt(string(v.Val), 10, 32)
	return n, err == nil
}

// binaryCollation reports whether a collation tells case or accents apart, as
// those named _bin and _cs do.
func binaryCollation(name string) bool {
	name = strings.ToLower(name)
	return name == "binary" || strings.HasSuffix(name, "_bin") || strings.HasSuffix(name, "_cs")
}

// typedLiteral writes DATE '...', TIMESTAMP '...' and TIME '...', which the
// syntax shows as calls.
func (c *compiler) typedLiteral(name string, arg piece) (piece, error) {
	bad := func() (piece, error) {
		return piece{}, fmt.Errorf("incorrect %s literal %s", strings.ToUpper(strings.TrimSuffix(strings.TrimPrefix(name, "__"), "_literal")), arg.text)
	}
	if arg.constant == nil || arg.constant.kind != Str {
		return bad()
	}
	if name == syntax.FuncTimeLiteral {
		return call(Time, "my_time", arg), nil
	}
	p, err := c.momentLiteral(arg.constant.text)
	if err != nil || !p.kind().temporal() {
		return bad()
	}
	if name == syntax.FuncTimestampLiteral && p.kind() == Date {
		return temporalLiteral(DateTime, p.constant.text+" 00:00:00"), nil
	}
	if name == syntax.FuncDateLiteral && p.kind() != Date {
		return bad()
	}
	return p, nil
}
