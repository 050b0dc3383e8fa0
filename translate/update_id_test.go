package translate

import "testing"

// Mappers that store a whole struct assign the id that they ask for.
func TestUpdateAssignsItsID(t *testing.T) {
	const refused = `error: ...the id of a record can't be changed`
	checkWrites(t, defaults(), []writeRow{
		{"UPDATE Note SET id = ?, text = ? WHERE (id = ?)", v(int64(5), "a", int64(5)), `{"id":5,"data":{"text":"a"}}`},
		{"UPDATE Note SET text = 'a', Note.id = '5' WHERE id IN (5)", nil, `{"id":5,"data":{"text":"a"}}`},
		{"UPDATE contact SET ID_CONTACT = 5, Nom = 'a' WHERE id = 5", nil, `{"id":5,"data":{"Nom":"a"}}`},
		{"UPDATE Note SET id = 5, n = 2 WHERE (text = 'a' AND n = 1) AND id = 5", nil, `select: ...`},
		{"UPDATE Note SET id = 5, n = n + 1 WHERE id = 5", nil, `select: ...`},
		{"UPDATE Note SET id = 5 WHERE id = 5", nil, refused},
		{"UPDATE Note SET id = 5, id = 5 WHERE id = 5", nil, refused},
		{"UPDATE Note SET id = 5, id = 5, n = 1 WHERE id = 5", nil, `error: column "id" is assigned twice`},
		{"UPDATE Note SET id = 6, n = 1 WHERE id = 5", nil, refused},
		{"UPDATE Note SET id = NULL, n = 1 WHERE id = 5", nil, refused},
		{"UPDATE Note SET id = DEFAULT, n = 1 WHERE id = 5", nil, refused},
		{"UPDATE Note SET id = 4 + 1, n = 1 WHERE id = 5", nil, refused},
		{"UPDATE Note SET id = 5, n = 1", nil, refused},
		{"UPDATE Note SET id = 5, n = 1 WHERE id IN (5, 6)", nil, refused},
		{"UPDATE Note SET id = 5, n = 1 WHERE id = 5 OR n = 2", nil, refused},
		{"UPDATE Note SET id = 5, n = 1 WHERE NOT id = 5", nil, refused},
		{"UPDATE Note SET id = 5, n = 1 WHERE id >= 5", nil, refused},
		{"UPDATE Note a JOIN orders b ON a.id = b.n SET a.id = 5, a.n = 1 WHERE a.id = 5", nil, refused},
	})
}
