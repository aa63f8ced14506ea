# Die Seite, die ein Video abspielt, für alle, die ihren Link haben.

page-untitled = Musikvideo
page-download = Herunterladen
page-ends = bis { $day }
page-unknown-title = Hier ist kein Video
page-unknown = Die Adresse stimmt nicht, oder das Video wurde gelöscht.
page-ended-title = Dieses Video gibt es nicht mehr
page-ended = Es wurde nur einige Tage aufbewahrt, oder es wurde entfernt. Dort, wo es auf Discord gepostet wurde, steht, ob es neu gemacht werden kann.
button-page = Seite öffnen

button-files = Dateien
files-here = Das Poster des Videos und seine Beschreibung, zum Einfügen dort, wo du es veröffentlichst.
files-lyrics = Das Poster des Videos, seine Beschreibung zum Einfügen dort, wo du es veröffentlichst, und sein Liedtext mit Zeiten.
error-files-gone = Die Dateien dieses Videos gibt es nicht mehr: Sein Link ist abgelaufen. Lass es neu machen.
