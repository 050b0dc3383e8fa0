package syntax

import "strings"

// The reserved functions: what the canonical text, and so the AST, shows in place of
// syntax that the parser lacks or misreads. A user's call of a function whose name
// starts with two underscores is refused, so these can't be anything else. Units are
// lower-case string literals.
const (
	// FuncXor is a XOR b, as __xor(a, b).
	FuncXor = "__xor"
	// FuncDateLiteral is DATE '2020-01-31' or {d '2020-01-31'}; its argument is a string.
	FuncDateLiteral = "__date_literal"
	// FuncTimeLiteral is TIME '10:11:12' or {t '10:11:12'}.
	FuncTimeLiteral = "__time_literal"
	// FuncTimestampLiteral is TIMESTAMP '...' or {ts '...'}: a DATETIME.
	FuncTimestampLiteral = "__timestamp_literal"
	// FuncSysVar is @@name, as __sysvar('', 'name'), or @@scope.name, as
	// __sysvar('session', 'name'); both arguments are lower case.
	FuncSysVar = "__sysvar"
	// FuncExtract is EXTRACT(unit FROM d), as __extract('year', d).
	FuncExtract = "__extract"
	// FuncTrimBoth, FuncTrimLeading and FuncTrimTrailing are TRIM with a side or a
	// removed string, as __trim_both(removed, string), in the order of the text.
	FuncTrimBoth     = "__trim_both"
	FuncTrimLeading  = "__trim_leading"
	FuncTrimTrailing = "__trim_trailing"
	// FuncCastDouble, FuncCastFloat and FuncCastYear are CAST(a AS DOUBLE or REAL),
	// AS FLOAT and AS YEAR.
	FuncCastDouble = "__cast_double"
	FuncCastFloat  = "__cast_float"
	FuncCastYear   = "__cast_year"
	// FuncAny and FuncAll, with the name of an operator behind them, are a op ANY (SELECT
	// ...) and a op ALL (SELECT ...), as __any_gt(a, (SELECT ...)): see Quantified.
	FuncAny = "__any_"
	FuncAll = "__all_"
)

// operatorNames are the names of the operators that ANY and ALL stand behind.
var operatorNames = map[string]string{"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}

// quantifiedName is the function of an operator with ANY or ALL, "" if there is none.
func quantifiedName(op string, all bool) string {
	name := operatorNames[op]
	switch {
	case name == "":
		return ""
	case all:
		return FuncAll + name
	}
	return FuncAny + name
}

// Quantified says of which operator a function is the comparison with ANY, or ALL; ok is
// false if it is another function.
func Quantified(function string) (op string, all, ok bool) {
	name, all := strings.CutPrefix(function, FuncAll)
	if !all {
		name, ok = strings.CutPrefix(function, FuncAny)
	}
	if !all && !ok {
		return "", false, false
	}
	for op, known := range operatorNames {
		if known == name {
			return op, all, true
		}
	}
	return "", false, false
}
