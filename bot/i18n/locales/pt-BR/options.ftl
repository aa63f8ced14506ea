# Como um vídeo fica e que trecho da música mostra; palavras como no início de bot.ftl, e:
#   estilo (como a música é desenhada) · formato (da imagem) · trecho (da música)
option-look = estilo
option-shape = formato
option-colours = cores
option-start = início
option-length = duração
option-song = música

command-musicvideo-look = Como a música é desenhada (padrão: o do servidor)
command-musicvideo-shape = O formato da imagem (padrão: o do servidor)
command-musicvideo-colours = O que se move, nestas cores: #ff8800, cover ou server (padrão: as do servidor)
command-musicvideo-start = Onde o vídeo começa: 1:05, 65 ou best, o trecho mais intenso (padrão: no começo)
command-musicvideo-length = Quanto o vídeo dura: 0:30 ou 30, no mínimo 3 segundos (padrão: até o fim)
command-musicvideo-font = A fonte de todos os textos (padrão: a do servidor)
command-musicvideo-logo = False: sem o logo do servidor
command-musicvideo-cards = False: sem os cartões do servidor no começo e no fim
command-musicvideo-lyrics = False: sem letra, quando a música tem
command-musicvideo-quality = Pixels e imagens por segundo, até o que a moderação permite
choice-font-usual = A de sempre
command-musicvideo-song = A música: digite o título e escolha na lista

choice-look-bars = Barras
choice-look-mirror = Barras a partir do meio
choice-look-mountain = Montanha
choice-look-radial = Anel ao redor da capa
choice-look-record = Disco de vinil girando
choice-look-scope = Osciloscópio
choice-look-sparks = Faíscas no ritmo
choice-look-spectrogram = Espectrograma em movimento
choice-look-wave = Onda
choice-shape-wide = Horizontal (16:9)
choice-shape-tall = Vertical (9:16)
choice-shape-square = Quadrado (1:1)
choice-shape-canvas = Canvas: loop, 9:16
choice-start-best = O trecho mais intenso
choice-colours-cover = As cores da capa
choice-colours-server = As cores do servidor

status-look = Estilo
options-part = de { $start } a { $end }
options-from = a partir de { $start }
options-colours = cores { $colours }
options-loudest-length = os { $length } mais intensos
options-plain = nem assinatura nem marca-d'água
options-withheld = textos que este servidor não quer que sejam mostrados
options-no-lyrics = sem letra

error-no-options = Aqui não dá para escolher estilo, formato nem trecho: o serviço de vídeo deste bot faz todos os vídeos do mesmo jeito. Nada foi iniciado; deixe essas opções em branco.
error-colours-unreadable = "{ $text }" não é uma cor. Escreva como #ff8800, ou escolha na lista as da capa ou as do servidor. Nada foi iniciado.
error-start-unreadable = "{ $text }" não é um momento de uma música. Escreva como 1:05 ou 65 (segundos), ou escolha na lista o trecho mais intenso. Nada foi iniciado.
error-length-unreadable = "{ $text }" não é uma duração. Escreva como 0:30 ou 30 (segundos). Nada foi iniciado.
error-part-short = Um trecho tem no mínimo { $least } segundos, e você informou { $text }. Nada foi iniciado.
error-start-late = A música tem { $length } e um trecho tem no mínimo { $least } segundos, então nenhum começa em { $start }. Nada foi iniciado.
error-song-missing = Qual música? Escolha com `música`, que encontra pelo título, ou informe o ID com `task_id`.
error-song-twice = Você informou `música` e `task_id`. Informe só um dos dois.
# $carried e $asked: assinatura e marca-d'água, como em result-author e result-watermark.
answer-only-video = Esta música já tem um vídeo, ou ele está em andamento, e o serviço de vídeo só faz um por música. Ele tem: { $carried }. Você pediu: { $asked }. Nada foi postado ainda. Quer assim mesmo? Não custa mais nada.
answer-only-video-unsure = Esta música já tem um vídeo, e o serviço de vídeo só faz um por música. Ele foi feito antes e não se sabe ao certo o que tem; você pediu: { $asked }. Nada foi postado ainda. Quer assim mesmo? Não custa mais nada.
button-as-it-is = Postar como está

# /branding
choice-part-all = Tudo
choice-part-look = Só o estilo
branding-look = Estilo dos vídeos
branding-reset-both = A assinatura e a marca-d'água foram removidas. Agora vale isto:
command-branding-set-look = Como a música é desenhada quando um membro não escolhe nada
command-branding-set-shape = O formato da imagem quando um membro não escolhe nenhum
command-branding-set-colours = Cores do que se move quando um membro não escolhe nenhuma: #ff8800 ou cover
error-canvas-long = Um canvas é um loop de 3 a { $most } segundos. Escolha uma `duração` menor ou deixe em branco.
error-canvas-locked = Um canvas não mostra texto nem logo, e a moderação fixou algo que todo vídeo daqui leva. Escolha outro `formato`.
