package translate

import (
	"database/sql"
	"math"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

func TestIntegerComparisons(t *testing.T) {
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`age = 16`, nil, `age $eq "16"`},
		{`age <> 16`, nil, `age $neq "16" $and age $neq ""`},
		{`age != 16`, nil, `age $neq "16" $and age $neq ""`},
		{`age < 16`, nil, `age $lt "16" $and age $neq ""`},
		{`age <= 16`, nil, `age $lte "16" $and age $neq ""`},
		{`age > 16`, nil, `age $gt "16"`},
		{`age >= 16`, nil, `age $gte "16"`},
		{`age <=> 16`, nil, `age $eq "16"`},
		{`age = -16`, nil, `age $eq "-16"`},
		{`age = +16`, nil, `age $eq "16"`},
		{`age = -(-16)`, nil, `age $eq "16"`},
		{`age = 016`, nil, `age $eq "16"`},
		{`age = 16.00`, nil, `age $eq "16"`},
		{`age = 1.6e1`, nil, `age $eq "16"`},
		{`(age) = (16)`, nil, `age $eq "16"`},
		{`AGE = 16`, nil, `age $eq "16"`},
		{`contact.age = 16`, nil, `age $eq "16"`},
		{`demo.contact.age = 16`, nil, `age $eq "16"`},

		{`16 = age`, nil, `age $eq "16"`},
		{`16 < age`, nil, `age $gt "16"`},
		{`16 <= age`, nil, `age $gte "16"`},
		{`16 > age`, nil, `age $lt "16" $and age $neq ""`},
		{`16 >= age`, nil, `age $lte "16" $and age $neq ""`},
		{`16 <> age`, nil, `age $neq "16" $and age $neq ""`},
		{`16 <=> age`, nil, `age $eq "16"`},

		// An empty number may be 0 to a server.
		{`age = 0`, nil, `age $eq "0" $and age $neq ""`},
		{`age > 0`, nil, `age $gt "0"`},
		{`age >= 0`, nil, `age $gte "0" $and age $neq ""`},
		{`age > -1`, nil, `age $gt "-1" $and age $neq ""`},
		{`age IN (0, 5)`, nil, `age $in ["0","5"] $and age $neq ""`},
		{`age = 5 OR age = 0`, nil, `age $in ["5","0"] $and age $neq ""`},
		{`age = 0 OR age IS NULL`, nil, `age $in ["0",""]`},
		{`age = 0 AND age >= 1`, nil, `age $eq "0" $and age $gte "1"`},

		{`age = 16.5`, nil, `no request`},
		{`age <> 16.5`, nil, `age $neq ""`},
		{`age < 16.5`, nil, `age $lt "17" $and age $neq ""`},
		{`age <= 16.5`, nil, `age $lt "17" $and age $neq ""`},
		{`age > 16.5`, nil, `age $gt "16"`},
		{`age >= 16.5`, nil, `age $gt "16"`},
		{`age > -16.5`, nil, `age $gt "-17" $and age $neq ""`},
		{`age < -16.5`, nil, `age $lt "-16" $and age $neq ""`},
		{`age = 1e30`, nil, `no request`},
		{`age < 1e30`, nil, `age $neq ""`},
		{`age > 1e30`, nil, `no request`},
		{`age > -1e30`, nil, `age $neq ""`},
		{`age < -1e30`, nil, `no request`},
		{`age <= 9223372036854775807`, nil, `age $lte "9223372036854775807" $and age $neq ""`},
		{`age >= 9223372036854775808`, nil, `no request`},
		{`age >= 9223372036854775807.5`, nil, `no request`},
		{`age >= -9223372036854775808`, nil, `age $gte "-9223372036854775808" $and age $neq ""`},

		{`age = '16'`, nil, `age $eq "16"`},
		{`age = ' 16 '`, nil, `age $eq "16"`},
		{`age = '1e1'`, nil, `age $eq "10"`},
		{`age = '+.5e1'`, nil, `age $eq "5"`},
		{`age = ''`, nil, `unsupported: ...'' is not a plain number, and column "age" is a number`},
		{`age = 'abc'`, nil, `unsupported: ...age = 'abc': 'abc' is not a plain number`},
		{`age = '16abc'`, nil, `unsupported: ...'16abc' is not a plain number`},
		{`age = '.'`, nil, `unsupported: ...'.' is not a plain number`},
		{`age = '1_0'`, nil, `unsupported: ...'1_0' is not a plain number`},
		{`age = '0x10'`, nil, `unsupported: ...'0x10' is not a plain number`},
		{`age = 0x31`, nil, `unsupported: ...a hexadecimal literal`},
		{`age IN (0x31)`, nil, `unsupported: ...age in (X'31')`},
		{`age = b'1'`, nil, `unsupported: ...a hexadecimal literal`},
		{`age = DATE '2020-01-01'`, nil, `unsupported: ...'2020-01-01' is not a plain number`},
		{`age = TRUE`, nil, `age $eq "1"`},
		{`age = NULL`, nil, `no request`},
		{`age <> NULL`, nil, `no request`},
		{`NULL < age`, nil, `no request`},

		{`age BETWEEN 16 AND 18`, nil, `age $gte "16" $and age $lte "18"`},
		{`age NOT BETWEEN 16 AND 18`, nil, `unsupported: ...a server may let $lt keep rows whose "age" is empty`},
		{`NOT age BETWEEN 16 AND 18`, nil, `unsupported: ...NOT (age between 16 and 18)`},
		{`NOT age NOT BETWEEN 16 AND 18`, nil, `age $gte "16" $and age $lte "18"`},
		{`age BETWEEN 16 AND NULL`, nil, `no request`},
		{`age NOT BETWEEN NULL AND 18`, nil, `age $gt "18"`},
		{`20 BETWEEN age AND solde`, nil, `age $lte "20" $and solde $gte "20" $and age $neq ""`},

		{`age IN (16)`, nil, `age $eq "16"`},
		{`age IN (16, 15)`, nil, `age $in ["16","15"]`},
		{`age IN (16, '16', 16.0, 15.5)`, nil, `age $eq "16"`},
		{`age IN (15.5)`, nil, `no request`},
		{`age IN (TRUE, FALSE)`, nil, `age $in ["1","0"] $and age $neq ""`},
		{`age IN (NULL)`, nil, `no request`},
		{`age IN (16, NULL)`, nil, `age $eq "16"`},
		{`age NOT IN (16)`, nil, `age $neq "16" $and age $neq ""`},
		{`age NOT IN (16, 15)`, nil, `age $notin ["16","15"] $and age $neq ""`},
		{`age NOT IN (16, NULL)`, nil, `no request`},
		{`age NOT IN (15.5)`, nil, `age $neq ""`},
		{`NOT age IN (16, 15)`, nil, `age $notin ["16","15"] $and age $neq ""`},
		{`NOT age NOT IN (16, 15)`, nil, `age $in ["16","15"]`},
		{`age IN (16, 'abc')`, nil, `unsupported: ...in the list, 'abc': 'abc' is not a plain number`},
		{`age IN (16, solde)`, nil, `unsupported: ...a list of constants only`},
		{`16 IN (age)`, nil, `unsupported: ...a list of constants only`},

		{`age IS NULL`, nil, `age $eq ""`},
		{`age IS NOT NULL`, nil, `age $neq ""`},
		{`NOT age IS NULL`, nil, `age $neq ""`},
		{`NOT age IS NOT NULL`, nil, `age $eq ""`},
		{`age <=> NULL`, nil, `age $eq ""`},
		{`NULL <=> age`, nil, `age $eq ""`},
		{`NOT age <=> NULL`, nil, `age $neq ""`},
		{`NOT age <=> 16`, nil, `unsupported: ...not stated`},
		{`age IS TRUE`, nil, `age $neq "0" $and age $neq ""`},
		{`age IS NOT TRUE`, nil, `age $in ["0",""]`},
		{`age IS FALSE`, nil, `age $eq "0" $and age $neq ""`},
		{`age IS NOT FALSE`, nil, `unsupported: ...a server may let $neq keep rows whose "age" is empty`},
		{`NOT age IS TRUE`, nil, `age $in ["0",""]`},
		{`age`, nil, `age $neq "0" $and age $neq ""`},
		{`NOT age`, nil, `age $eq "0" $and age $neq ""`},
		{`!age`, nil, `age $eq "0" $and age $neq ""`},
		{`age LIKE '1%'`, nil, `unsupported: ...LIKE compares the text of column "age", which is a BIGINT`},
		{`age REGEXP '^1'`, nil, `unsupported: ...REGEXP matches the text of column "age", which is a BIGINT`},
		{`age + 1 = 17`, nil, `unsupported: ...age + 1 = 17: the API compares a column with a constant only`},
		{`age = solde`, nil, `unsupported: ...age = solde: the API compares a column with a constant only`},
		{`ABS(age) = 17`, nil, `unsupported: ...abs(age) = 17`},
	})
}

func TestNumberArguments(t *testing.T) {
	paris, _ := time.LoadLocation("Europe/Paris")
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`age = ?`, v(int64(16)), `age $eq "16"`},
		{`age = :n`, v(sql.Named("n", int64(16))), `age $eq "16"`},
		{`age = @n AND solde = @n`, v(sql.Named("n", int64(16))), `age $eq "16" $and solde $eq "16"`},
		{`? = age`, v(int64(16)), `age $eq "16"`},
		{`age = -?`, v(int64(16)), `age $eq "-16"`},
		{`age = ?`, v(uint64(math.MaxUint64)), `no request`},
		{`age < ?`, v(uint64(math.MaxUint64)), `age $neq ""`},
		{`solde < ?`, v(uint64(math.MaxUint64)), `solde $lt "18446744073709551615" $and solde $neq ""`},
		{`age = ?`, v(16.0), `age $eq "16"`},
		{`solde = ?`, v(0.1), `solde $eq "0.1"`},
		{`solde = ?`, v(math.Copysign(0, -1)), `solde $eq "0" $and solde $neq ""`},
		{`solde = ?`, v(1e300), `unsupported: ...solde = ?: 1e+300 has more digits than MySQL's DECIMAL`},
		{`age = ?`, v(math.NaN()), `error: argument 1: NaN is not a number that SQL knows`},
		{`age = ?`, v(math.Inf(-1)), `error: argument 1: -Inf is not a number that SQL knows`},
		{`age = ?`, v(true), `age $eq "1"`},
		{`age IN (?, ?)`, v(true, false), `age $in ["1","0"] $and age $neq ""`},
		{`age = ?`, v("16"), `age $eq "16"`},
		{`age = ?`, v([]byte("16")), `age $eq "16"`},
		{`age = ?`, v([]byte(nil)), `no request`},
		{`age = ?`, v(nil), `no request`},
		{`age <=> ?`, v(nil), `age $eq ""`},
		{`age = ?`, v(time.Date(2024, 1, 2, 3, 4, 5, 0, paris)), `unsupported: ...'2024-01-02 02:04:05' is not a plain number`},
		{`solde = ?`, v(decimal.RequireFromString("12.50")), `solde $eq "12.5"`},
		{`solde = ?`, v(decimal.New(1, 1000000)), `unsupported: ...has more digits than MySQL's DECIMAL`},
		{`age = ?`, v(struct{}{}), `error: argument 1: a value of type struct {} can't be an argument`},
		{`age = ?`, nil, `error: number of placeholders (?) in the statement: 1; arguments given for them: 0`},
		{`age = 1`, v(int64(1)), `error: number of placeholders (?) in the statement: 0; arguments given for them: 1`},
		{`age = :n`, nil, `error: placeholder "n" has no argument; pass sql.Named("n", value)`},
		{`age = :n`, v(sql.Named("m", 1)), `error: ...placeholder "n" has no argument`},
		{`age = 1`, v(sql.Named("m", 1)), `error: argument "m" has no placeholder in the statement; write :m or @m where its value goes`},
	})
}

func TestDecimalComparisons(t *testing.T) {
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`solde = 12.50`, nil, `solde $eq "12.5"`},
		{`solde = 12.5`, nil, `solde $eq "12.5"`},
		{`solde = -0.0`, nil, `solde $eq "0" $and solde $neq ""`},
		{`solde < 12.5`, nil, `solde $lt "12.5" $and solde $neq ""`},
		{`solde >= .5`, nil, `solde $gte "0.5"`},
		{`solde = 12345678901234567890.12`, nil, `solde $eq "12345678901234567890.12"`},
		{`solde = 1e3`, nil, `solde $eq "1000"`},
		{`solde = 1e-3`, nil, `solde $eq "0.001"`},
		{`solde = 1e999`, nil, `error: WHERE: 1e999 is out of the range of a DOUBLE`},
		{`solde = 1e99`, nil, `unsupported: ...solde = 1e99: 1e+99 has more digits than MySQL's DECIMAL`},
		{`solde IN (1, 1.0, '1.00', 2)`, nil, `solde $in ["1","2"]`},
		{`solde IS NULL`, nil, `solde $eq ""`},
	})
}

func TestIDComparisons(t *testing.T) {
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`id = 5`, nil, `ID_CONTACT $eq "5"`},
		{`ID = '5'`, nil, `ID_CONTACT $eq "5"`},
		{`id <> 5`, nil, `ID_CONTACT $neq "5"`},
		{`id < 2.5`, nil, `ID_CONTACT $lt "3"`},
		{`id = 2.5`, nil, `no request`},
		{`id <> 2.5`, nil, `every row`},
		{`id < 1e30`, nil, `every row`},
		{`id IN (5, 6, 5)`, nil, `ID_CONTACT $in ["5","6"]`},
		{`id NOT IN (5, 6)`, nil, `ID_CONTACT $notin ["5","6"]`},
		{`id NOT BETWEEN 5 AND 6`, nil, `ID_CONTACT $lt "5" $or ID_CONTACT $gt "6"`},
		{`id <=> 5`, nil, `ID_CONTACT $eq "5"`},
		{`NOT id <=> 5`, nil, `ID_CONTACT $neq "5"`},
		{`id IS NULL`, nil, `no request`},
		{`id IS NOT NULL`, nil, `every row`},
		{`id <=> NULL`, nil, `no request`},
		{`id`, nil, `ID_CONTACT $neq "0"`},
		{`id = 'x'`, nil, `unsupported: ...'x' is not a plain number`},
		{`id = 5 OR ID_CONTACT = 6`, nil, `ID_CONTACT $in ["5","6"]`},
	})
	checkWhere(t, object(t, textKey), defaults(), []row{
		{`id = 5`, nil, `ID_CONTACT $eq "5"`},
		{`id <> 5`, nil, `ID_CONTACT $neq "5"`},
		{`id IN (5, 6)`, nil, `ID_CONTACT $in ["5","6"]`},
		{`id < 5`, nil, `unsupported: ...the metadata doesn't say that the key field "ID_CONTACT" is a number`},
		{`id > 2.5`, nil, `unsupported: ...is a number`},
		{`id < 1e30`, nil, `every row`},
	})
	checkWhere(t, object(t, keyless), defaults(), []row{
		{`id = 5`, nil, `unsupported: ...has no field that stands for the id in filters; name one with key_field in the DSN`},
		{`id IN (5)`, nil, `unsupported: ...key_field`},
		{`id IN (NULL)`, nil, `no request`},
		{`id NOT IN (5, NULL)`, nil, `no request`},
		{`id = NULL`, nil, `no request`},
		{`id IS NULL`, nil, `no request`},
		{`id IS NOT NULL`, nil, `every row`},
	})
}

// TestKeyBoundsRows checks what a scan is told of the number of rows to expect.
func TestKeyBoundsRows(t *testing.T) {
	for where, want := range map[string]int64{
		`id = 5`:                      1,
		`id IN (5, 6, 6)`:             2,
		`id = 5 OR id = 7`:            2,
		`id = 5 AND id IN (5, 6)`:     1,
		`id IN (5, 6) AND Nom = 'x'`:  2,
		`Nom = 'x'`:                   0,
		`id <> 5`:                     0,
		`id > 5`:                      0,
		`id = 5 OR Nom = 'x'`:         0,
		`id IN (5, 6) OR age IS NULL`: 0,
	} {
		p, err := selectPlan(object(t, contactFields), defaults(), "SELECT id FROM contact WHERE "+where)
		if err != nil {
			t.Errorf("%s: %v", where, err)
		} else if p.Request.AtMost != want {
			t.Errorf("%s: at most %d rows, want %d", where, p.Request.AtMost, want)
		}
	}
}
