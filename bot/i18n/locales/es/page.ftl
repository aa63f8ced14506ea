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
files-poster = El póster del video. La descripción y la letra no se dan aquí: hay algo en ellas que no se quiere en este servidor.
button-lrc = Letra
lrc-here = La letra del video con sus tiempos, como archivo `.lrc`.
error-lrc-none = Este video no tiene letra.
error-lrc-unwanted = Una palabra de la letra de este video está en la lista de bloqueo de este servidor, así que no se da aquí.
