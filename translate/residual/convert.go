package residual

// The functions here make a piece of another type of one, as MySQL does where a
// type is called for.

func asStr(p piece) piece {
	p = rounded(p)
	switch p.kind() {
	case Str, Null:
		return p
	case Dec, Date, DateTime, Time:
		q := p
		if p.kind() == Dec && p.typ.Column == nil {
			q = padded(p)
		}
		q.typ = Type{Kind: Str, NotNull: p.typ.NotNull}
		q.constant = nil
		return q
	}
	return call(Str, "my_str", p)
}

func asDbl(p piece) piece {
	p = unhexed(p)
	switch p.kind() {
	case Dbl, Null:
		return p
	case Int, Bool:
		return raw(Dbl, "CAST(%s AS REAL)", p.text)
	case Str, Dec:
		return call(Dbl, "my_num", p)
	}
	return raw(Dbl, "CAST(%s AS REAL)", asNumber(p).text)
}

// asNumber makes a number of what isn't one: of a string a double, of a date
// the integer YYYYMMDD.
func asNumber(p piece) piece {
	p = unhexed(p)
	switch p.kind() {
	case Str:
		return call(Dbl, "my_num", p)
	case Date:
		return call(Int, "my_date_num", p)
	case DateTime:
		return call(Int, "my_datetime_num", p)
	case Time:
		return call(Int, "my_time_num", p)
	}
	return p
}

// asDec makes a decimal's text, which integers become as well.
func asDec(p piece) piece {
	p = unhexed(p)
	switch p.kind() {
	case Dec, Null:
		return p
	case Int, Bool:
		if p.constant != nil {
			q, err := numberPiece(p.constant.number)
			if err == nil {
				return q
			}
		}
		return raw(Dec, "CAST(%s AS TEXT)", p.text)
	case Str, Dbl:
		return call(Dec, "my_dec", p)
	}
	return asDec(asNumber(p))
}

func asInt(p piece) piece {
	p = unhexed(p)
	switch p.kind() {
	case Int, Bool, Null:
		return p
	case Dec:
		return call(Int, "my_dint", p)
	case Str, Dbl:
		return call(Int, "my_int", p)
	}
	return asNumber(p)
}

func asDateTime(p piece) piece {
	switch p.kind() {
	case DateTime, Null:
		return p
	case Date:
		return raw(DateTime, "(%s || ' 00:00:00')", p.text)
	}
	return call(DateTime, "my_datetime", p)
}

// asTruth makes a condition of a value: it holds if the value is not 0.
func asTruth(p piece) piece {
	switch p.kind() {
	case Int, Bool, Null:
		return p
	case Dbl:
		return raw(Int, "(%s <> 0)", p.text)
	}
	if p.kind().temporal() {
		p = asNumber(p)
	}
	return call(Int, "my_true", p)
}

// coerce gives a value the type of the expression that it may become the value
// of.
func coerce(p piece, t Type) piece {
	if p.kind() == Null || p.kind() == t.Kind {
		return p
	}
	q := p
	switch t.Kind {
	case Int, Bool:
		q = asInt(p)
	case Dec:
		q = asDec(p)
	case Dbl:
		q = asDbl(p)
	case Str:
		q = asStr(p)
	case DateTime:
		q = asDateTime(p)
	}
	q.typ.Kind = t.Kind
	return q
}

// collated is a value with the collation by which MySQL compares its type, for
// ORDER BY, GROUP BY, DISTINCT, MIN, MAX and IN.
func collated(p piece) string {
	switch p.kind() {
	case Str:
		if p.typ.binary {
			return p.text + " COLLATE my_bin"
		}
		return p.text + " COLLATE my_ci"
	case Dec:
		return p.text + " COLLATE my_decimal"
	case Time:
		return p.text + " COLLATE my_time"
	}
	return p.text
}
