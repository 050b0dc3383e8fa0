package translate

import "testing"

// Of each AND within an OR the API is asked for the condition that is likely to leave
// the fewest rows.
func TestBranchesOfOr(t *testing.T) {
	for _, r := range []row{
		{`Statut = 'a' AND id IN (5, 6) OR id = 7`, nil, `ID_CONTACT $in ["5","6"] $or ID_CONTACT $eq "7"`},
		{`Statut = 'a' AND Nom = 'x' OR age > 5 AND Nom = 'y'`, nil, `Nom $eq "x" $or Nom $eq "y"`},
		{`age > 5 AND Statut = 'a' OR Nom = 'y'`, nil, `Statut $eq "a" $or Nom $eq "y"`},
		{`Nom IS NULL AND Statut = 'a' OR Nom = 'y'`, nil, `Statut $eq "a" $or Nom $eq "y"`},
	} {
		if got := sentFor(t, r.where, r.args...); !matches(got, r.want) {
			t.Errorf("WHERE %s\n got %s\nwant %s", r.where, got, r.want)
		}
	}
}
