# A página que reproduz um vídeo, para quem tem o link.

page-untitled = Clipe
page-download = Baixar
page-ends = até { $day }
page-unknown-title = Não há vídeo aqui
page-unknown = O endereço está errado ou o vídeo foi excluído.
page-ended-title = Este vídeo não existe mais
page-ended = Ele ficou guardado só por alguns dias, ou foi retirado. Onde foi postado no Discord, está dito se dá para fazer de novo.
button-page = Abrir página

button-files = Arquivos
files-here = O pôster do vídeo e a descrição para colar onde você publicar.
files-lyrics = O pôster do vídeo, a descrição para colar onde você publicar e a letra com tempos.
error-files-gone = Os arquivos deste vídeo não existem mais: o link dele terminou. Peça para fazer de novo.
files-poster = O pôster do vídeo. A descrição e a letra não são dadas aqui: há algo nelas que não é desejado neste servidor.
button-lrc = Letra
lrc-here = A letra do vídeo com seus tempos, como arquivo `.lrc`.
error-lrc-none = Este vídeo não tem letra.
error-lrc-unwanted = Uma palavra da letra deste vídeo está na lista de bloqueio deste servidor, então ela não é dada aqui.
