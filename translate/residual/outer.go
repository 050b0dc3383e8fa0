package residual

import (
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// innerJoins finds the outer joins that are inner ones in effect: those of which a
// condition leaves out each row that the join fills with NULLs.
func (s *scope) innerJoins(j *join, where []*conjunct) {
	if !j.hasOuter() {
		return
	}
	var rejected sourceSet
	for _, cond := range where {
		rejected |= (&nullness{names: s, all: s}).untrue(cond.expr)
	}
	j.reject(s, rejected)
	j.pad(false)
}

func (j *join) hasOuter() bool {
	return j != nil && j.source == nil && (j.filled() != nil || j.left.hasOuter() || j.right.hasOuter())
}

// reject makes inner joins of those of which every row that matters has a value of
// one of the rejected sources, and goes on below with what their ON rejects, too.
func (j *join) reject(all *scope, rejected sourceSet) {
	if j.source != nil {
		return
	}
	if filled := j.filled(); filled != nil {
		for _, src := range filled.sources() {
			j.inner = j.inner || rejected&all.bit(src) != 0
		}
	}
	if j.filled() == nil {
		for _, cond := range j.on {
			rejected |= (&nullness{names: j.scope, all: all}).untrue(cond.expr)
		}
	}
	j.left.reject(all, rejected)
	j.right.reject(all, rejected)
}

// pad marks the sources of which rows of NULLs may matter.
func (j *join) pad(padded bool) {
	if j.source != nil {
		j.source.padded = padded
		return
	}
	filled := j.filled()
	j.left.pad(padded || filled == j.left)
	j.right.pad(padded || filled == j.right)
}

// sourceSet has a bit for each of the first sources of a SELECT.
type sourceSet uint64

// bit is that of a source, 0 for one of another SELECT.
func (s *scope) bit(src *source) sourceSet {
	for i, x := range s.sources {
		if x == src {
			return 1 << i // 0 from the 65th on
		}
	}
	return 0
}

// nullness tells what becomes of expressions where all columns of a source are NULL.
// What it doesn't know may have any value.
type nullness struct {
	names *scope // in which the expression stands
	all   *scope // that numbers the sources
}

// untrue are the sources without which a condition can't be true: where their
// columns are NULL it is false or NULL.
func (n *nullness) untrue(e sqlparser.Expr) sourceSet {
	switch e := e.(type) {
	case *sqlparser.ParenExpr:
		return n.untrue(e.Expr)
	case *sqlparser.AndExpr:
		var set sourceSet
		for _, link := range conjuncts(e) {
			set |= n.untrue(link)
		}
		return set
	case *sqlparser.OrExpr:
		set := ^sourceSet(0)
		links, _ := syntax.Links(e)
		for _, link := range links {
			set &= n.untrue(link)
		}
		return set
	case *sqlparser.IsExpr:
		switch e.Operator {
		case sqlparser.IsNotNullStr, sqlparser.IsTrueStr, sqlparser.IsFalseStr:
			return n.null(e.Expr)
		}
		return 0
	}
	return n.null(e)
}

// null are the sources with whose columns an expression is NULL.
func (n *nullness) null(e sqlparser.Expr) sourceSet {
	switch e := e.(type) {
	case *sqlparser.ColName:
		if f, ok, err := n.names.resolve(e); ok && err == nil {
			return n.all.bit(f.source)
		}
	case *sqlparser.ParenExpr:
		return n.null(e.Expr)
	case *sqlparser.NotExpr:
		return n.null(e.Expr)
	case *sqlparser.CollateExpr:
		return n.null(e.Expr)
	case *sqlparser.ConvertExpr:
		return n.null(e.Expr)
	case *sqlparser.UnaryExpr:
		return n.null(e.Expr)
	case *sqlparser.BinaryExpr:
		switch e.Operator {
		case sqlparser.PlusStr, sqlparser.MinusStr, sqlparser.MultStr, sqlparser.DivStr, sqlparser.IntDivStr, sqlparser.ModStr:
			return n.null(e.Left) | n.null(e.Right)
		}
	case *sqlparser.AndExpr:
		return n.allNull(conjuncts(e))
	case *sqlparser.OrExpr:
		links, _ := syntax.Links(e)
		return n.allNull(links)
	case *sqlparser.ComparisonExpr:
		return n.comparison(e)
	case *sqlparser.RangeCond:
		return n.null(e.Left)
	case *sqlparser.FuncExpr:
		return n.call(e)
	}
	return 0
}

// allNull are the sources with whose columns each link of a chain is NULL: so is the
// chain then, be it of AND or OR.
func (n *nullness) allNull(links []sqlparser.Expr) sourceSet {
	set := ^sourceSet(0)
	for _, link := range links {
		set &= n.null(link)
	}
	return set
}

// comparison is null for a comparison, other than with a subquery, which may have
// no row to compare with.
func (n *nullness) comparison(e *sqlparser.ComparisonExpr) sourceSet {
	switch e.Operator {
	case "=", "!=", "<", "<=", ">", ">=", sqlparser.LikeStr, sqlparser.NotLikeStr, sqlparser.RegexpStr, sqlparser.NotRegexpStr:
		return n.null(e.Left) | n.null(e.Right)
	case sqlparser.InStr, sqlparser.NotInStr:
		if _, list := e.Right.(sqlparser.ValTuple); list {
			return n.null(e.Left)
		}
	}
	return 0
}

// strict are functions that are NULL where one of their arguments is.
var strict = map[string]bool{
	"year": true, "month": true, "day": true, "dayofmonth": true, "quarter": true, "hour": true, "date": true, "date_format": true, syntax.FuncExtract: true, "datediff": true,
	"upper": true, "ucase": true, "lower": true, "lcase": true, "length": true, "char_length": true, "left": true, "right": true, "concat": true, "abs": true, "round": true,
}

func (n *nullness) call(f *sqlparser.FuncExpr) (set sourceSet) {
	if !strict[strings.ToLower(f.Name.String())] {
		return 0
	}
	for _, arg := range f.Exprs {
		if a, ok := arg.(*sqlparser.AliasedExpr); ok {
			set |= n.null(a.Expr)
		}
	}
	return set
}
