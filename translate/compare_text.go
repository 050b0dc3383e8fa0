package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
)

const binaryReason = "text compares by its bytes here, and the API may ignore case and accents"

// compareText compares a text column. The empty string is a value like any
// other, unless the DSN makes it NULL.
func (s subject) compareText(op operator, c constant) term {
	if c.kind != isString && c.kind != isBytes {
		return notPushed(fmt.Sprintf("column %q is text and %v is not: MySQL would compare them as numbers or dates; write the value in quotes", s.column.Name, c))
	}
	switch {
	case c.text == "" && op == opEq && s.nullable(): // an empty text is NULL here
		return neverTrue
	case c.text == "" && (op == opEq || op == opNe):
		// The same as IS [NOT] NULL: see the type table on empty texts.
		return exactly(s.cond(op, ""))
	}
	if op == opEq {
		return s.equalText(c.text)
	}
	switch {
	case !safeText(c.text):
		return notPushed(unsafeReason)
	case strings.HasSuffix(c.text, " "):
		return notPushed(trailingReason)
	case s.binary:
		return notPushed(binaryReason)
	}
	return s.guarded(s.cond(op, c.text))
}

const trailingReason = "the value ends with a space, which MySQL ignores and the API may not"

// equalText is the term for "column = text". A value that can't be put in quotes
// as it is goes out as a pattern that matches it, and perhaps more.
func (s subject) equalText(text string) term {
	trimmed := strings.TrimRight(text, " ")
	if safeText(text) && text == trimmed {
		if s.binary {
			return atLeast(binaryReason, s.cond(opEq, text))
		}
		return exactly(s.cond(opEq, text))
	}
	p := parseLike(trimmed, 0)
	reason := p.reason
	if text != trimmed {
		reason = trailingReason
		p.text += "*"
	}
	return s.patternCond(strings.ReplaceAll(p.text, "**", "*"), reason)
}

// patternCond sends a pattern that matches at least what it should.
func (s subject) patternCond(pattern, reason string) term {
	if strings.Trim(pattern, "* ") == "" {
		return notPushed(reason)
	}
	return atLeast(reason, s.cond(opLike, pattern))
}

// like is the term for LIKE or NOT LIKE.
func (s subject) like(not bool, pattern string, escape rune) term {
	if s.column.Type != schema.Text {
		return notPushed(fmt.Sprintf("LIKE compares the text of column %q, which is a %s: how the API writes it is not stated", s.column.Name, s.column.SQLType))
	}
	p := parseLike(pattern, escape)
	switch {
	case p.any && not:
		return neverTrue
	case p.any:
		return s.anyValue()
	case p.plain && not:
		return s.compareText(opNe, stringConstant(p.literal))
	case p.plain:
		return s.compareText(opEq, stringConstant(p.literal))
	case not && (p.loose || s.binary):
		return notPushed(firstReason(p.reason, binaryReason))
	case not:
		return s.guarded(s.cond(opNotLike, p.text))
	case p.loose || s.binary:
		return s.patternCond(p.text, firstReason(p.reason, binaryReason))
	}
	return exactly(s.cond(opLike, p.text))
}

func firstReason(reasons ...string) string {
	for _, r := range reasons {
		if r != "" {
			return r
		}
	}
	return ""
}

// regexp is the term for REGEXP. The API has no operator for its negation.
func (s subject) regexp(pattern string) term {
	switch {
	case s.column.Type != schema.Text:
		return notPushed(fmt.Sprintf("REGEXP matches the text of column %q, which is a %s: how the API writes it is not stated", s.column.Name, s.column.SQLType))
	case s.binary:
		return notPushed(binaryReason)
	case !safeRegexp(pattern):
		return notPushed("the regular expression has a character or construct that the API may read otherwise")
	}
	op := opRegexp
	if s.opt.RegexpOperator != "" {
		op = operator(s.opt.RegexpOperator)
	}
	return s.guarded(s.cond(op, pattern)) // it may match the empty text
}
