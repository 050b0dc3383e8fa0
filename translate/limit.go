package translate

import (
	"fmt"
	"math"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/residual"
	"github.com/xwb1989/sqlparser"
)

// limit reads LIMIT and OFFSET, each a number of 0 or more or a placeholder for
// one.
func (s *scope) limit(l *sqlparser.Limit) (limit, offset int64, err error) {
	if l == nil {
		return schema.NoLimit, 0, nil
	}
	if limit, err = s.count("LIMIT", l.Rowcount); err != nil {
		return 0, 0, err
	}
	if l.Offset != nil {
		offset, err = s.count("OFFSET", l.Offset)
	}
	if offset == farOffset {
		limit, offset = 0, 0
	}
	return limit, offset, err
}

// farOffset stands for an OFFSET behind which no object has a record: what is
// there is known without asking.
const farOffset = math.MaxInt32 * 1000

// count reads a number of rows. As many as no object has mean all.
func (s *scope) count(part string, e sqlparser.Expr) (int64, error) {
	c, err := s.constant(e)
	if err != nil {
		return 0, err
	}
	n, ok := int64(0), false
	if c != nil && c.kind == isNumber {
		n, ok = residual.RowCount(c.number)
	}
	if !ok {
		return 0, fmt.Errorf("%s must be a whole number of 0 or more, or a placeholder for one, not %s", part, s.shown(c, e))
	}
	switch {
	case n < farOffset:
		return n, nil
	case part == "LIMIT":
		return schema.NoLimit, nil
	}
	return farOffset, nil
}

func (s *scope) shown(c *constant, e sqlparser.Expr) string {
	if c != nil {
		return c.String()
	}
	return describe(e, false)
}
