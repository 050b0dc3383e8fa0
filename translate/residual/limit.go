package residual

import (
	"fmt"
	"math"
	"strconv"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/shopspring/decimal"
	"github.com/xwb1989/sqlparser"
)

func (c *compiler) limit(l *sqlparser.Limit) (string, error) {
	if l == nil {
		return "", nil
	}
	n, err := c.count("LIMIT", l.Rowcount)
	if err != nil {
		return "", err
	}
	text := " LIMIT " + n
	if l.Offset != nil {
		if n, err = c.count("OFFSET", l.Offset); err != nil {
			return "", err
		}
		text += " OFFSET " + n
	}
	return text, nil
}

// count writes a number of rows.
func (c *compiler) count(part string, e sqlparser.Expr) (string, error) {
	shown := syntax.Shown(e)
	if v, ok := e.(*sqlparser.SQLVal); ok {
		p, err := c.literal(v)
		if err != nil {
			return "", err
		}
		shown = p.text
		d, number := p.constant.number, p.constant.kind == Int || p.constant.kind == Dec
		if p.constant.kind == Dbl {
			d, number = decimal.NewFromFloat(p.constant.double), true
		}
		if n, ok := RowCount(d); ok && number {
			return strconv.FormatInt(n, 10), nil
		}
	}
	return "", fmt.Errorf("%s must be a whole number of 0 or more, or a placeholder for one, not %s", part, shown)
}

// RowCount is the number of rows that a number means in LIMIT and OFFSET, if it is a
// whole one of 0 or more. One beyond 64 bits, as in MySQL's idiom for "all rows
// behind an offset", is the greatest there is.
func RowCount(d decimal.Decimal) (n int64, ok bool) {
	switch {
	case d.IsNegative() || !d.IsInteger():
		return 0, false
	case d.GreaterThan(decimal.NewFromInt(math.MaxInt64)):
		return math.MaxInt64, true
	}
	return d.IntPart(), true
}
