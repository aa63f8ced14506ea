# Português do Brasil: as músicas que os membros trazem com /track. Termos como em bot.ftl; library =
# biblioteca; o que um membro traz chama-se música. Opções em minúsculas e sem espaços.
option-file = arquivo
option-title = título
option-artist = artista
option-cover = capa
option-track = música

command-track = As músicas que este servidor traz por conta própria
command-track-add = Traga uma música para fazer o clipe dela
command-track-add-file = A música: MP3, M4A, WAV, FLAC, OGG ou parecido
command-track-add-title = Como se chama (padrão: como diz o arquivo)
command-track-add-artist = De quem é (padrão: como diz o arquivo)
command-track-add-cover = Uma imagem para a capa: JPEG, PNG, WebP, GIF ou BMP
command-track-list = Mostra as músicas que podem ser escolhidas aqui
command-track-remove = Remove uma música que você trouxe; a moderação, qualquer uma do servidor
command-track-remove-track = A música: digite o título e escolha

track-added = 🎵 { $song }
    Ela já está na biblioteca deste servidor: o `/musicvideo` a oferece a todo mundo aqui, e você pode pedir o vídeo agora mesmo.
button-make = Fazer o vídeo
track-list-title = Músicas deste servidor
track-list-empty = Ainda não há músicas. Traga uma com `/track add`.
track-list-page = Página { $page } de { $pages }
track-take = take { $take }
track-from-host = para todos os servidores
track-from-member = de { $member }, { $day }
track-from-nobody = de { $day }
button-page-previous = Anterior
button-page-next = Próxima
track-removed = **{ $title }** foi removida. Os vídeos já feitos ficam.

error-track-no-audio = Este arquivo não pode ser lido como áudio. São aceitos: { $formats }.
error-track-empty = Este arquivo está vazio. Anexe a música de novo.
error-track-broken = Esta música é cortada no meio: falta uma parte do arquivo. Anexe de novo, inteira.
error-track-too-short = Esta música tem menos de um segundo. Anexe uma mais longa.
error-track-too-long = Esta música é longa demais: o limite é de { $limit } min.
error-track-too-big = Este arquivo é grande demais: o limite é de { $limit } MB. Anexe um menor, por exemplo em MP3.
error-track-cover-too-big = A capa é grande demais: o limite é de { $limit } MB. Anexe uma imagem menor.
error-track-no-picture = A capa não pode ser lida como imagem. Anexe uma imagem JPEG, PNG, WebP, GIF ou BMP, ou deixe sem capa.
error-track-not-fetched = Não deu para buscar o arquivo no Discord. Anexe de novo daqui a um minuto.
error-track-server-full = Este servidor já trouxe todas as músicas que pode ter: { $limit }. Remova alguma com `/track remove` ou peça à moderação.
error-track-server-bytes-full = As músicas deste servidor ocupam todo o espaço que podem: { $limit } MB. Remova alguma com `/track remove` ou peça à moderação.
error-track-member-bytes-full = Suas músicas ocupam todo o espaço que as de um membro podem ocupar, em todos os servidores juntos: { $limit } MB. Remova alguma com `/track remove`.
error-track-disk-full = O disco do estúdio está cheio, então nenhuma música pode ser aceita agora. Avise a pessoa responsável pelo bot, que precisa liberar espaço; o que já está lá fica.
error-track-not-taken = A música não foi aceita. Tente de novo e informe um título; se continuar, avise a pessoa responsável pelo bot.
error-track-silent = O estúdio não está respondendo. Veja daqui a um minuto com `/track list` e tente de novo; se continuar, avise a pessoa responsável pelo bot.
error-track-adding = Sua última música ainda está sendo conferida. Espere terminar e então traga a próxima.
error-track-unknown = Não existe essa música neste servidor. Escolha na lista que aparece enquanto você digita.
error-track-several = Há várias músicas com esse nome. Escolha a sua na lista que aparece enquanto você digita.
error-track-not-yours = Outra pessoa trouxe esta música: só ela ou a moderação pode remover.
error-track-of-host = O responsável pelo bot pôs esta música para todos os servidores; só ele pode remover.
error-track-in-work = O estúdio ainda está fazendo um vídeo de **{ $title }** e termina mesmo que ele tenha sido cancelado. Depois disso, a música pode ser removida: tente de novo em alguns minutos.
error-track-not-your-button = Este botão é para quem trouxe a música. Indique a música no `/musicvideo`.
error-track-gone = Esta música não está, ou não está mais, na biblioteca deste servidor. Escolha uma na lista que aparece enquanto você digita.
error-no-song = Nenhuma música daqui corresponde a “{ $text }”. Escolha uma na lista que aparece enquanto você digita ou traga a sua com `/track add`.
error-songs-unasked = Não foi possível perguntar ao estúdio quais músicas existem. Tente de novo em um minuto; se continuar, avise a pessoa responsável pelo bot.
