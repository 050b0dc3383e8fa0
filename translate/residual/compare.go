package residual

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/scale-sql/scale/schema"
)

// comparable brings two values to the type in which MySQL compares them, and
// names the collation to do it by, which is empty for none.
func (c *compiler) comparable(a, b piece) (x, y piece, collation string, err error) {
	x, y, collation, err = c.sameType(a, b)
	return joinKey(a, x, b), joinKey(b, y, a), collation, err
}

// joinKey makes a column of its table of what a column is compared as with one of
// another table: SQLite puts indexes on columns, and compares each row with each
// where there is but an expression.
func joinKey(column, compared, other piece) piece {
	if column.source == nil || other.source == nil || column.source == other.source || compared.text == column.text {
		return compared
	}
	bare := strings.TrimPrefix(column.text, column.source.sql+".")
	name := column.source.table.compute(strings.ReplaceAll(compared.text, column.text, bare))
	compared.text = column.source.sql + "." + name
	return compared
}

func (c *compiler) sameType(a, b piece) (x, y piece, collation string, err error) {
	if a, b, err = c.literals(a, b); err != nil {
		return a, b, "", err
	}
	ka, kb := a.kind(), b.kind()
	switch {
	case ka == Null || kb == Null:
		return a, b, "", nil
	case ka == Str && kb == Str:
		if a.typ.binary || b.typ.binary {
			return a, b, " COLLATE my_bin", nil
		}
		return a, b, " COLLATE my_ci", nil
	case ka.integer() && kb.integer(), ka == Dbl && kb == Dbl, ka == kb && ka != Dec && ka != Time:
		return a, b, "", nil
	case ka.temporal() && kb.temporal():
		if ka == Time || kb == Time {
			if ka != kb {
				return a, b, "", fmt.Errorf("%w: a TIME is compared with a %s; compare TIME(x) with it", ErrUnsupported, otherThan(Time, ka, kb))
			}
			return a, b, " COLLATE my_time", nil
		}
		return asDateTime(a), asDateTime(b), "", nil
	case ka.temporal() && ka != Time && kb == Str && b.constant != nil, kb.temporal() && kb != Time && ka == Str && a.constant != nil:
		return asStr(a), asStr(b), " COLLATE my_ci", nil // a string that is no date
	case ka.temporal() && kb == Str, ka == Str && kb.temporal():
		return c.comparableMoments(a, b)
	}
	a, b = asNumber(a), asNumber(b)
	if a.kind() == Dbl || b.kind() == Dbl {
		return asDbl(a), asDbl(b), "", nil
	}
	if a.kind() == Dec || b.kind() == Dec {
		return asDec(a), asDec(b), " COLLATE my_decimal", nil
	}
	return a, b, "", nil
}

func otherThan(k, a, b Kind) Kind {
	if a == k {
		return b
	}
	return a
}

// comparableMoments compares a date with a text that is no literal.
func (c *compiler) comparableMoments(a, b piece) (x, y piece, collation string, err error) {
	if a.kind() == Time || b.kind() == Time {
		return call(Time, "my_time", a), call(Time, "my_time", b), " COLLATE my_time", nil
	}
	return asDateTime(a), asDateTime(b), "", nil
}

// literals gives a literal the type of what it is compared with, where that
// loses nothing.
func (c *compiler) literals(a, b piece) (piece, piece, error) {
	var err error
	if a.constant != nil && (b.constant == nil || b.kind().temporal()) {
		a, err = c.literalFor(c.momentNumber(a, b.typ), b.typ)
	} else if b.constant != nil && (a.constant == nil || a.kind().temporal()) {
		b, err = c.literalFor(c.momentNumber(b, a.typ), a.typ)
	}
	return a, b, err
}

// momentNumber makes a date of a number that is compared with one, 20240517 or
// 240517: as numbers, a datetime of 14 digits and a date of 8 would be compared. A
// number that is no date stays one.
func (c *compiler) momentNumber(lit piece, t Type) piece {
	exact := lit.kind() == Int || lit.kind() == Dec
	if !exact || t.Kind != Date && t.Kind != DateTime {
		return lit
	}
	m, ok := schema.MomentOfNumber(lit.constant.number)
	if !ok {
		return lit
	}
	return c.momentPiece(m)
}

func (c *compiler) literalFor(lit piece, t Type) (piece, error) {
	if lit.kind() == Dbl && (t.Kind == Dec || t.Kind.integer()) {
		// A float64 argument stands for the decimal it prints as.
		if p, ok := exactDouble(lit.constant.double); ok {
			return p, nil
		}
		return lit, nil
	}
	if t.Kind.numeric() {
		lit = unhexed(lit)
	}
	if lit.kind() != Str {
		return lit, nil
	}
	switch t.Kind {
	case Bool:
		if truth, ok := schema.ParseBool(lit.constant.text); ok {
			if truth {
				return intLiteral(1), nil
			}
			return intLiteral(0), nil
		}
	case Int, Dec:
		if d, ok := lit.constant.asNumber(); ok {
			return numberLiteral(d.StringFixed(max(0, -d.Exponent())))
		}
	case Date, DateTime:
		return c.momentLiteral(lit.constant.text)
	}
	return lit, nil
}

// momentLiteral reads a string that is compared with a date. One that is no date
// stays a string: MySQL 5.7 then compares the date's text with it, which is what
// makes <> '0000-00-00' hold of every date. One without an offset is not taken to
// a zone, whose clock may leave it out.
func (c *compiler) momentLiteral(s string) (piece, error) {
	trimmed := strings.TrimSpace(s)
	m, ok := schema.ParseMoment(trimmed)
	if !ok {
		m, ok = relaxedMoment(trimmed)
	}
	if !ok {
		return textLiteral(s), nil
	}
	return c.momentPiece(m), nil
}

func (c *compiler) momentPiece(m schema.Moment) piece {
	at := m.Time(time.UTC)
	switch {
	case m.HasZone:
		return temporalLiteral(DateTime, c.formatTime(at))
	case m.HasTime:
		return temporalLiteral(DateTime, at.Format("2006-01-02 15:04:05.999999"))
	}
	return temporalLiteral(Date, at.Format("2006-01-02"))
}

// relaxed are the other forms of a date that MySQL reads: any punctuation, parts
// of one digit, years of two, and digits without punctuation.
var relaxed = []*regexp.Regexp{
	regexp.MustCompile(`^(\d{4}|\d{2})[-./,:](\d{1,2})[-./,:](\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?$`),
	regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2}))?$`),
}

func relaxedMoment(s string) (schema.Moment, bool) {
	for _, form := range relaxed {
		parts := form.FindStringSubmatch(s)
		if parts == nil {
			continue
		}
		year := parts[1]
		if len(year) == 2 { // 70 to 99 are of the last century
			year = map[bool]string{true: "19", false: "20"}[year >= "70"] + year
		}
		text := fmt.Sprintf("%s-%02s-%02s", year, parts[2], parts[3])
		if parts[4] != "" {
			text += fmt.Sprintf(" %02s:%02s:%02s", parts[4], parts[5], parts[6])
		}
		return schema.ParseMoment(text)
	}
	return schema.Moment{}, false
}

// compare writes a comparison.
func (c *compiler) compare(a piece, op string, b piece) (piece, error) {
	if op == "<=>" {
		switch {
		case a.kind() == Null:
			return isNull(b), nil
		case b.kind() == Null:
			return isNull(a), nil
		}
		op = "IS"
	}
	x, y, collation, err := c.comparable(a, b)
	if err != nil {
		return piece{}, err
	}
	if op == "!=" {
		op = "<>"
	}
	p := raw(Int, "(%s%s %s %s)", x.text, collation, op, y.text)
	p.typ.NotNull = op == "IS" || a.typ.NotNull && b.typ.NotNull
	return p, nil
}
