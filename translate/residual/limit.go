package residual

import (
	"fmt"

	"github.com/scale-sql/scale/translate/syntax"
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

// count writes a number of rows; one beyond 64 bits means all.
func (c *compiler) count(part string, e sqlparser.Expr) (string, error) {
	shown := syntax.Shown(e)
	if v, ok := e.(*sqlparser.SQLVal); ok {
		p, err := c.literal(v)
		if err != nil {
			return "", err
		}
		shown = p.text
		k := p.constant
		switch {
		case k.kind == Int && !k.number.IsNegative():
			return p.text, nil
		case k.kind == Dec && k.number.IsInteger() && !k.number.IsNegative():
			return "9223372036854775807", nil
		}
	}
	return "", fmt.Errorf("%s must be a whole number of 0 or more, or a placeholder for one, not %s", part, shown)
}
