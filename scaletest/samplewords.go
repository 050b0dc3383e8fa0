package scaletest

// The words of the sample. Within a list no two differ only by case or
// accents, so that a server which heeds these and one which doesn't give the
// same answers.

var sampleFirstNames = []string{
	"Adèle", "Aïcha", "Anaïs", "Ange", "Béatrice", "Benoît", "Brigitte", "Céline", "Chloé", "Cédric",
	"Clément", "Danièle", "Désiré", "Dominique", "Édouard", "Élodie", "Émile", "Étienne", "Eugénie", "Fabrice",
	"Félicité", "François", "Françoise", "Frédéric", "Gaël", "Geneviève", "Gérard", "Gisèle", "Hélène", "Héloïse",
	"Hugues", "Inès", "Irène", "Jean-Marc", "Jérôme", "Joël", "Joséphine", "Karim", "Kévin", "Laëtitia",
	"Léa", "Loïc", "Lætitia-Rose", "Maël", "Marie-Thérèse", "Maxime", "Mélanie", "Michèle", "Moïse", "Nadège",
	"Noël", "Océane", "Odile", "Pénélope", "Philippe", "Quentin", "Raphaël", "Rémi", "Régine", "Solène",
	"Stéphane", "Sœur Anne", "Thaïs", "Théo", "Ugo", "Valérie", "Véronique", "Wilfried", "Xavier", "Yaël",
	"Yves", "Zacharie", "Zoé", "Åsa", "Øystein", "Łukasz", "Çelik", "İlker", "Đorđe", "ÜNAL",
}

var sampleLastNames = []string{
	"Abadie", "Aubépine", "Barthélemy", "Bègue", "Béranger", "Bœuf", "Çağlar", "Châtelain", "Crépin", "d'Artagnan",
	"d'Estrées", "de La Tour", "DE VILLIERS", "Delacroix", "Désormeaux", "Dubois", "Dûment", "Dupré", "Éluard", "Esnault",
	"Étiévant", "Fèvre", "Fontaine", "Fraïssé", "Gagné", "Garçon", "Gäßler", "Guérin", "Hébert", "Hénaff",
	"Hoëdic", "Île-de-Ré", "Jäger", "Joliot-Curie", "Kervégan", "L'Hôte", "Lacombe", "Lefèbvre", "Légère", "Le Goff",
	"Lemaître", "Léotard", "Maçon", "Maréchal", "Mérimée", "Montréal", "Müller", "Naïm", "Née", "Noël-Baron",
	"Núñez", "O'Connor", "Œuvrard", "Ørsted", "Pagès", "Pélissier", "Perrin", "Prévôt", "Quéré", "Quéméneur",
	"Rabaté", "Réaumur", "Rivière", "Ségur", "Sèvres", "Smith & Fils", "St. Denis", "Škoda", "Tessier", "Thévenet",
	"Übermaß", "Urfé", "Vallée", "Vérité", "Villeneuve", "Weiß", "Xénakis", "Yourcenar", "Zévaco", "Żeleński",
}

var sampleCities = [][2]string{
	{"75001", "Paris"}, {"13002", "Marseille"}, {"69003", "Lyon"}, {"31000", "Toulouse"}, {"06000", "Nice"},
	{"44000", "Nantes"}, {"67000", "Strasbourg"}, {"42000", "Saint-Étienne"}, {"29200", "Brest"}, {"35000", "Rennes"},
	{"50100", "Cherbourg-en-Cotentin"}, {"89000", "Auxerre"}, {"27000", "Évreux"}, {"88000", "Épinal"}, {"91000", "Évry"},
	{"01000", "Bourg-en-Bresse"}, {"59140", "Dunkerque"}, {"76600", "Le Havre"}, {"62100", "Calais"}, {"66000", "Perpignan"},
	{"4000", "Liège"}, {"B-1000", "Bruxelles"}, {"1003", "Lausanne"}, {"1200", "Genève"}, {"H2X 1Y4", "Montréal"},
	{"G1R 2L3", "Québec"}, {"L-1010", "Luxembourg"}, {"", ""}, {"97400", "Saint-Denis (Réunion)"}, {"22500", "L'Haÿ"},
}

// sampleTexts are the values which clients most easily get wrong. They stand
// among the comments, names and addresses.
var sampleTexts = []string{
	`x" $or id $neq "`, `x" $and status $eq "client`, `$eq`, `"`, `""`, `\`, `\\serveur\partage`, `C:\Temp\`, `\"`,
	`'`, `l'été "indien"`, `x' OR '1'='1`, `'; DROP TABLE contact; --`, `/* rien */`, `-- fin`, `# dièse`,
	`100 %`, `100% coton`, `%`, `%%`, `_`, `__`, `a_b`, `axb`, `prix_net_ht`, `prix net ht`, `*`, `**`, `a*b`, `a**b`, `5 * 3 = 15`,
	`5 $`, `$`, `$$`, `10 €`, `[a,b,c]`, `["a","b"]`, `{"Nom":"asc"}`, `(x)`, `^début`, `fin$`, `.*`, `a.c`, `abc`, `a|b`,
	`?`, `:v1`, `@@version`, `NULL`, `vrai`, `0`, `0.0`, `-1`, `1e3`, `0000-00-00`, `2024-02-29`,
	`a,b`, `a;b`, `a&b`, `a=b`, `a+b`, `a b`, `a%20b`, `a/b`, `a#b`, `<b>gras</b>`, `&amp;`,
	"🙂", "👩‍👩‍👧 famille", "été 🏖 à Nice", "日本語", "Ελλάδα", "Привет", "שלום", "ﬁn de ligne", "cœur", "Straße", "smørrebrød",
	"première ligne\ndeuxième ligne", "colonne\tcolonne", " espace devant", "espace derrière ", "deux  espaces",
	"Appelé le matin", "À rappeler", "Client fidèle depuis 2012", "Préfère l'e-mail", "Ne pas déranger", "N'habite plus à l'adresse",
	"Réclamation : colis abîmé", "RAS", "Vu au salon", "Parrainé par sa sœur", "Très satisfait", "Œnologue amateur",
	"un commentaire assez long pour tenir sur plusieurs lignes d'un écran, avec des virgules, des points. Et des majuscules.",
}

var sampleProductNames = []string{
	"Agenda", "Bougie parfumée", "Café moulu", "Crème brûlée", "Écharpe", "Étagère", "Fauteuil", "Gâteau", "Huile d'olive", "Jeu d'échecs",
	"Lampe de chevet", "Maïs soufflé", "Nœud papillon", "Œuf en chocolat", "Pâte à tartiner", "Râpe", "Sac à dos", "Théière", "Vélo", "Zèbre en peluche",
}
