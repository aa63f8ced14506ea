# La página que reproduce un video, para quien tenga su enlace.

page-untitled = Videoclip
page-download = Descargar
page-ends = hasta el { $day }
page-unknown-title = Aquí no hay ningún video
page-unknown = La dirección no es correcta o el video se eliminó.
page-ended-title = Este video ya no está
page-ended = Solo se guardó unos días, o fue retirado. Donde se publicó en Discord, se indica si se puede volver a hacer.
button-page = Abrir página

button-files = Archivos
files-here = El póster del video y su descripción, para pegarla donde lo publiques.
files-lyrics = El póster del video, su descripción para pegarla donde lo publiques y su letra con tiempos.
error-files-gone = Los archivos de este video ya no están: su enlace terminó. Haz que se cree de nuevo.
