#!/bin/sh
# Makes the certificates of a rendering cluster: certificates.sh FOLDER NAME…
# FOLDER/ca-key.pem signs them and stays where it is made; each machine gets ca.pem and, under a
# name of its own, NAME.pem and NAME-key.pem. Whoever has one of these keys can run programs on all
# of the cluster's machines.
set -eu
[ $# -ge 2 ] || { echo "usage: $0 FOLDER NAME..." >&2; exit 2; }
folder=$1
shift
umask 077
mkdir -p "$folder"
cd "$folder"
new_key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
if [ ! -e ca.pem ]; then
    # shellcheck disable=SC2086 # options, not one word
    openssl req -x509 $new_key -days 3650 -subj "/CN=musicvideo cluster" \
        -addext keyUsage=critical,keyCertSign,cRLSign -keyout ca-key.pem -out ca.pem 2>/dev/null
fi
for name in "$@"; do
    # shellcheck disable=SC2086
    openssl req $new_key -subj "/CN=$name" -keyout "$name-key.pem" -out "$name.csr" 2>/dev/null
    printf 'subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n' > "$name.ext"
    openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 3650 \
        -extfile "$name.ext" -out "$name.pem" 2>/dev/null
    rm "$name.csr" "$name.ext"
    echo "$folder/$name.pem and $folder/$name-key.pem, beside $folder/ca.pem"
done
