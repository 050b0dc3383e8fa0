package translate

import "testing"

func TestBooleanComparisons(t *testing.T) {
	const (
		yes    = `actif $in ["Y","1","true","oui","y","True","TRUE","Oui","OUI"]`
		no     = `actif $in ["N","0","false","non","n","False","FALSE","Non","NON"]`
		either = `actif $neq ""`
	)
	noOrNull := no[:len(no)-1] + `,""]`
	yesOrNull := yes[:len(yes)-1] + `,""]`
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`actif = TRUE`, nil, yes},
		{`actif = FALSE`, nil, no},
		{`actif = 1`, nil, yes},
		{`actif = 0.0`, nil, no},
		{`actif = 2`, nil, `no request`},
		{`actif <> 2`, nil, either},
		{`actif <> TRUE`, nil, no},
		{`actif > 0`, nil, yes},
		{`actif >= 0`, nil, either},
		{`actif < 1`, nil, no},
		{`actif <= 0.5`, nil, no},
		{`0 < actif`, nil, yes},
		{`actif = 'Y'`, nil, yes},
		{`actif = 'oui'`, nil, yes},
		{`actif = '1'`, nil, yes},
		{`actif = 'peut-être'`, nil, `unsupported: ...'peut-être' is not a truth value, and column "actif" is a boolean; compare it with TRUE or FALSE`},
		{`actif = ''`, nil, `unsupported: ...not a truth value`},
		{`actif = ?`, v(true), yes},
		{`actif = ?`, v(int64(0)), no},
		{`actif = ?`, v("N"), no},
		{`actif = NULL`, nil, `no request`},
		{`actif`, nil, yes},
		{`NOT actif`, nil, no},
		{`NOT NOT actif`, nil, yes},
		{`NOT actif > 0`, nil, no},
		{`actif IS TRUE`, nil, yes},
		{`actif IS FALSE`, nil, no},
		{`actif IS NOT TRUE`, nil, noOrNull},
		{`actif IS NOT FALSE`, nil, yesOrNull},
		{`NOT actif IS NOT TRUE`, nil, yes},
		{`actif IS NULL`, nil, `actif $eq ""`},
		{`actif IS NOT NULL`, nil, either},
		{`actif <=> TRUE`, nil, yes},
		{`actif IN (TRUE)`, nil, yes},
		{`actif IN (1, 0)`, nil, either},
		{`actif IN (5)`, nil, `no request`},
		{`actif NOT IN (5)`, nil, either},
		{`actif NOT IN (TRUE)`, nil, no},
		{`actif NOT IN (TRUE, NULL)`, nil, `no request`},
		{`actif NOT IN (TRUE, FALSE)`, nil, `no request`},
		{`actif BETWEEN 0 AND 1`, nil, either},
		{`actif NOT BETWEEN 0 AND 1`, nil, `no request`},
		{`actif NOT BETWEEN 1 AND 1`, nil, no},
		{`actif = TRUE OR actif IS NULL`, nil, yesOrNull},
		{`actif LIKE 'Y'`, nil, `unsupported: ...LIKE compares the text of column "actif", which is a BOOLEAN`},
	})
}
