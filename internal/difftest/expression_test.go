package difftest

import (
	"fmt"
	"strings"
)

var comparisons = []string{"=", "<>", "<", "<=", ">", ">="}

// any makes an expression of any kind.
func (g *generator) any(depth int) *node {
	k := pick(g, []kind{kInt, kInt, kDec, kDec, kDbl, kStr, kStr, kStr, kDate, kDateTime, kTime, kCond})
	if k == kCond {
		return g.cond(depth)
	}
	return g.expr(k, depth)
}

// column is a column of a kind, or a literal if no table has one.
func (g *generator) column(k kind) *node {
	s := pick(g, g.sources)
	if names := s.columns[k]; len(names) > 0 {
		return leaf(k, s.alias+pick(g, names))
	}
	if k == kCond {
		return leaf(kCond, "TRUE")
	}
	return g.literal(k)
}

func (g *generator) literal(k kind) *node {
	if args := arguments[k]; len(args) > 0 && g.one(6) {
		return &node{kind: k, text: "?", arg: pick(g, args)}
	}
	return leaf(k, pick(g, literals[k]))
}

// forms are the expressions of each kind. A letter behind a § is the kind of
// the part that stands there: i d f s D T t c, or l for a small number.
var forms = map[kind][]string{
	kInt: {
		"LENGTH(§s)", "CHAR_LENGTH(§s)", "ASCII(§s)", "INSTR(§s, '@')", "LOCATE('-', §s)", "STRCMP(§s, §s)", "FIELD(§s, 'client', 'FR', '')",
		"§i + §i", "§i - §i", "§i * §l", "§i DIV §l", "§i % §l", "-§i", "ABS(§i)", "SIGN(§d)", "MOD(§i, 7)", "(§i & 15)", "(§l | 4)", "(§l << 2)",
		"YEAR(§D)", "MONTH(§T)", "DAY(§D)", "QUARTER(§D)", "WEEK(§D, 1)", "WEEKDAY(§D)", "DAYOFWEEK(§T)", "DAYOFYEAR(§D)", "HOUR(§T)", "MINUTE(§t)", "SECOND(§T)",
		"DATEDIFF(§D, §T)", "TIMESTAMPDIFF(MONTH, §D, §T)", "TIMESTAMPDIFF(YEAR, §T, §D)", "TIMESTAMPDIFF(HOUR, §T, §T)", "TO_DAYS(§D)", "TIME_TO_SEC(§t)",
		"EXTRACT(YEAR_MONTH FROM §D)", "EXTRACT(HOUR_SECOND FROM §T)", "YEARWEEK(§D)",
		"FLOOR(MOD(§d, 100000))", "CEIL(MOD(§d, 100000))", "ROUND(§d)", "ROUND(§i, -1)", "CAST(§d AS SIGNED)", "CAST(§s AS SIGNED)", "CAST(LEFT(§s, 3) AS SIGNED)",
		"IF(§c, §i, §i)", "COALESCE(§i, §i)", "IFNULL(§i, 0)", "NULLIF(§i, §i)", "CASE WHEN §c THEN §i WHEN §c THEN §i END", "CASE §i WHEN 1 THEN §i ELSE §i END",
		"GREATEST(§i, §i)", "LEAST(§i, §i, §i)", "(§c) + (§c)", "CRC32(§s)", "BIT_COUNT(§i)", "BIT_COUNT(~§i)",
		"(~§i & 1023)", "(~(§i) >> 54)", "INTERVAL(§i, -5, 1, 10, 100)", "INTERVAL(§d, §l, 50.5, 1000)", "BIT_LENGTH(§s)", "TO_SECONDS(§T)", "INET_ATON(INET_NTOA(§i))",
	},
	kDec: {
		"§d + §d", "§d - §i", "§d * §d", "§d / §l", "§i / §l", "§d / §d", "ABS(§d) % §l", "§d * 1.196", "-§d", "ABS(§d)", "ROUND(§d, 1)", "ROUND(§d / 3, 2)", "TRUNCATE(§d, 1)", "ROUND(§d, -1)",
		"CAST(§i AS DECIMAL(20, 2))", "CAST(§d AS DECIMAL(30, 1))", "IF(§c, §d, §d)", "COALESCE(§d, §i)", "IFNULL(§d, 0)", "NULLIF(§d, §d)", "CASE WHEN §c THEN §d ELSE §i END",
		"GREATEST(§d, §d)", "LEAST(§d, §i)", "MOD(ABS(§d), 3)", "(§d + §i) * 2", "§i / 7 * 7", "CAST(LEFT(§s, 2) AS DECIMAL(10, 2))",
	},
	kDbl: {
		"SQRT(ABS(§d))", "POW(§l, 2)", "EXP(§l / 10)", "LN(ABS(§d) + 1)", "SIN(§l)", "COS(RADIANS(§l))", "ATAN(§i, §l)", "DEGREES(ACOS(1 / (§l + 1)))", "LOG10(ABS(§i) + 1)", "(ABS(§d) % 1000) * 1e0", "§f + §i", "§f / 3", "LEFT(§s, 2) + 0", "ROUND(§f, 2)", "FLOOR(§f)", "ABS(§f)",
		"IF(§c, §f, §i)", "COALESCE(§f, §d)", "-§f",
	},
	kStr: {
		"CONCAT(§s, §s)", "CONCAT(§s, '-', §i)", "CONCAT(§d, §s)", "CONCAT_WS(',', §s, §s, §i)", "UPPER(§s)", "LOWER(§s)", "LEFT(§s, §l)", "RIGHT(§s, 3)", "SUBSTRING(§s, 2)", "SUBSTRING(§s, §l, 4)", "SUBSTRING(§s, -3, 2)",
		"TRIM(§s)", "LTRIM(§s)", "RTRIM(§s)", "TRIM(BOTH 'a' FROM §s)", "REPLACE(§s, 'a', 'é')", "REPLACE(§s, ' ', '')", "LPAD(§s, 8, '*')", "RPAD(§s, 5, 'xy')", "REVERSE(§s)", "REPEAT(§s, 2)", "SUBSTRING_INDEX(§s, '.', 1)", "SUBSTRING_INDEX(§s, 'e', -1)",
		"INSERT(§s, 2, 2, '__')", "CAST(§i AS CHAR)", "CAST(§d AS CHAR)", "CAST(§D AS CHAR)", "CAST(§T AS CHAR)", "HEX(§i % 1000)", "HEX(§s)", "DATE_FORMAT(§T, '%d/%m/%y %H:%i')", "DATE_FORMAT(§D, '%Y-%m')", "MONTHNAME(§D)", "DAYNAME(§T)", "TIME_FORMAT(§t, '%H.%i')",
		"FORMAT(§d, 2)", "IF(§c, §s, §s)", "IF(§c, §i, §s)", "COALESCE(§s, §s)", "IFNULL(§s, '?')", "NULLIF(§s, §s)", "CASE WHEN §c THEN §s ELSE §s END", "CASE §s WHEN 'FR' THEN 'x' WHEN '' THEN §s ELSE 'y' END",
		"TO_BASE64(§s)", "CAST(FROM_BASE64(TO_BASE64(§s)) AS CHAR)", "MAKE_SET(§i, 'é', 'b', 'c')", "EXPORT_SET(§l, '1', '0', '', 6)", "INET_NTOA(§i)", "ELT(§l, §s, 'x')", "MD5(§s)", "QUOTE(§s)", "CONV(§i, 10, 16)", "BIN(§l)", "§D", "SOUNDEX(LEFT(§s, 0))", "SHA1(§s)",
	},
	kDate: {
		"LAST_DAY(§D)", "DATE(§T)", "§D + INTERVAL §l DAY", "§D - INTERVAL §l MONTH", "DATE_ADD(§D, INTERVAL 1 YEAR)", "DATE_SUB(§D, INTERVAL 2 WEEK)", "CAST(§T AS DATE)", "MAKEDATE(2024, §l)",
		"IF(§c, §D, §D)", "COALESCE(§D, §D)", "NULLIF(§D, §D)", "CASE WHEN §c THEN §D END", "FROM_DAYS(738000 + §l)", "GREATEST(§D, §D)", "LEAST(§D, §D)",
	},
	kDateTime: {
		"§T + INTERVAL §l HOUR", "§T - INTERVAL §l MINUTE", "§T + INTERVAL §l DAY", "DATE_ADD(§T, INTERVAL 1 MONTH)", "§D + INTERVAL §l HOUR", "CAST(§D AS DATETIME)", "TIMESTAMP(§D)", "TIMESTAMPADD(SECOND, §l, §T)",
		"IF(§c, §T, §T)", "COALESCE(§T, §D)", "ADDTIME(§T, '01:30:00')", "FROM_UNIXTIME(1700000000 + §l)", "GREATEST(§T, §T)",
	},
	kTime: {"TIME(§T)", "SEC_TO_TIME(§l * 100)", "MAKETIME(§l, 30, 0)", "IF(§c, §t, §t)", "COALESCE(§t, §t)", "ADDTIME(§t, '00:10:00')", "TIMEDIFF(§t, '08:00:00')", "CAST(§T AS TIME)", "GREATEST(§t, §t)", "LEAST(§t, §t, §t)"},
	kCond: {
		"§i = §i", "§i < §i", "§i >= §d", "§d > §d", "§d <> §i", "CONCAT(§s) = CONCAT(§s)", "CONCAT(§s) < CONCAT(§s)", "CONCAT(§s) >= CONCAT(§s)", "§D < §D", "§D >= '2000-05-01'", "§T > §D", "§T <= §T", "§t > §t", "§f > §i", "§i <=> §i", "CONCAT(§s) <=> CONCAT(§s)", "§d <=> §d",
		"§i BETWEEN §i AND §i", "§d BETWEEN §i AND §d", "§D BETWEEN '1960-01-01' AND '2022-12-31'", "§i NOT BETWEEN 10 AND 20", "§i IN (§i, §i, 25)", "CONCAT(§s) IN ('fr', 'CLIENT', CONCAT(§s))", "§i NOT IN (1, 2, §i)", "§d IN (0, §d)",
		"CONCAT(§s) LIKE '%a%'", "CONCAT(§s) LIKE 's_i%'", "CONCAT(§s) NOT LIKE '%1%'", "§s REGEXP '^[A-M]'", "§s REGEXP '[0-9]$'", "§i IS NULL", "§d IS NOT NULL", "§D IS NULL", "§t IS NOT NULL", "(§c) IS TRUE", "(§c) IS NOT FALSE",
		"(§c) AND (§c)", "(§c) OR (§c)", "NOT (§c)", "(§c) XOR (§c)", "§i", "§d", "LENGTH(§s) > §l", "§i % 2 = 0", "LEFT(§s, 2) > §i", "IF(§c, §c, §c)", "ISNULL(§i)", "(§i, §d) = (§i, §d)", "YEAR(§D) = §i + 1950",
		"§i IN (SELECT contact_id FROM orders WHERE quantity > §l)", "EXISTS (SELECT 1 FROM products p WHERE p.stock > §i AND p.active)", "§d > (SELECT AVG(price) FROM products)", "§i NOT IN (SELECT id FROM products WHERE stock IS NOT NULL)",
		"CONCAT(§s) IN (SELECT sku FROM products UNION SELECT 'FR')", "(SELECT COUNT(*) FROM orders o WHERE o.contact_id = §i) > 1",
		"(§i, CONCAT(§s)) <=> (§i, CONCAT(§s))", "(§i, §i) IN (SELECT stock, id FROM products)", "(§i, CONCAT(§s)) NOT IN (SELECT quantity, status FROM orders)",
		"(§l, §i) NOT IN (SELECT o.quantity, o.id FROM orders o WHERE o.contact_id > §i)",
		"§i > ALL (SELECT quantity FROM orders WHERE id % 7 > §l)", "§d <= ANY (SELECT p.price FROM products p WHERE p.stock > §i)", "§i = ALL (SELECT quantity FROM orders WHERE quantity = §l)", "§D <> SOME (SELECT order_date FROM orders WHERE id < 20)",
		"CONCAT(§s) >= ALL (SELECT sku FROM products)", "§t > ANY (SELECT pickup_time FROM orders)",
	},
}

var partKinds = map[byte]kind{'i': kInt, 'd': kDec, 'f': kDbl, 's': kStr, 'D': kDate, 'T': kDateTime, 't': kTime, 'c': kCond}

// expr makes an expression of a kind, at most so many calls deep. There are no
// quotients in conditions, in groups and in derived tables: how many digits of
// them MySQL compares, or keeps in a temporary table, depends on its plan.
func (g *generator) expr(k kind, depth int) *node {
	if depth == 0 || g.one(4) {
		if g.one(3) && k != kCond || k == kDbl {
			return g.literal(k)
		}
		return g.column(k)
	}
	form := pick(g, forms[k])
	for g.whole > 0 && strings.Contains(form, " / ") {
		form = pick(g, forms[k])
	}
	return g.fill(k, form, depth-1)
}

// cond makes a condition.
func (g *generator) cond(depth int) *node {
	g.whole++
	defer func() { g.whole-- }()
	return g.expr(kCond, depth)
}

// fill makes the parts of a form. An operator's operands stand in parentheses.
func (g *generator) fill(k kind, form string, depth int) *node {
	n := &node{kind: k}
	infix := !strings.Contains(form, "(") || strings.Contains(form, "INTERVAL")
	for {
		before, after, more := strings.Cut(form, slot)
		n.text += before
		if !more {
			return n
		}
		part := g.part(after[0], depth)
		text := slot
		if infix && strings.ContainsAny(part.text, " ") && !strings.HasPrefix(part.text, "(") {
			text = "(" + slot + ")"
		}
		if strings.HasSuffix(n.text, "-") && strings.HasPrefix(part.text, "-") {
			text = "(" + slot + ")"
		}
		n.text += text
		n.parts = append(n.parts, part)
		form = after[1:]
	}
}

func (g *generator) part(letter byte, depth int) *node {
	if letter == 'l' {
		return leaf(kInt, fmt.Sprint(1+g.IntN(9)))
	}
	return g.expr(partKinds[letter], depth)
}

// aggregate makes an aggregate of any kind.
func (g *generator) aggregate() *node {
	return g.aggregateOf(pick(g, []kind{kInt, kDec, kDbl, kStr, kDate, kDateTime}))
}

var aggregateForms = map[kind][]string{
	kInt:      {"COUNT(*)", "COUNT(§i)", "COUNT(DISTINCT §s)", "COUNT(DISTINCT §d)", "SUM(§c)", "MAX(§i)", "MIN(§i)", "COUNT(DISTINCT §i, §s)", "MAX(§i) - MIN(§i)", "COUNT(DISTINCT §D)", "BIT_OR(§l)", "SUM(§i)", "COUNT(CASE WHEN §c THEN 1 END)"},
	kDec:      {"SUM(§d)", "AVG(§d)", "AVG(§i)", "MIN(§d)", "MAX(§d)", "SUM(DISTINCT §i)", "AVG(DISTINCT §d)", "SUM(§d * §i)", "ROUND(AVG(§d), 2)", "SUM(IF(§c, §d, 0))", "COALESCE(SUM(§d), 0)", "AVG(§c)", "SUM(§c) / COUNT(*) * 100", "SUM(§d) * 2 + COUNT(*)"},
	kDbl:      {"STD(§i % 1000)", "STDDEV_SAMP(§i % 1000)", "VAR_POP(§i % 1000)", "VARIANCE(§i % 1000)", "SUM(§f)", "AVG(§f)", "MAX(§f)"},
	kStr:      {"MIN(CONCAT(§s))", "MAX(§s)", "MAX(UPPER(§s))", "CONCAT(MIN(§i), '-', COUNT(*))"},
	kDate:     {"MIN(§D)", "MAX(§D)", "MAX(DATE(§T))"},
	kDateTime: {"MIN(§T)", "MAX(§T)"},
}

// aggregateOf makes an aggregate of a kind.
func (g *generator) aggregateOf(k kind) *node {
	if k == kStr && g.one(3) {
		n := g.expr(kInt, 1)
		return of(kStr, pick(g, []string{
			"GROUP_CONCAT(DISTINCT (§)+0 ORDER BY (§)+0 SEPARATOR ';')", "GROUP_CONCAT((§)+0 ORDER BY (§)+0 DESC)",
		}), n, n)
	}
	return g.fill(k, pick(g, aggregateForms[k]), 1)
}
