# Sourced by the scripts beside it: packages of other Debian releases, from the mirror that this machine uses, without touching
# the machine's own package sources. Signatures are checked against the archive keyring that Debian installs.

# other_releases DIR [RELEASE...]: an apt configuration of its own in DIR, which the commands below use; of the named releases it knows
# the source packages too.
other_releases() {
  local directory=$1 release main security keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  main=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v -- '-security' | grep -m 1 'debian/*$') || {
    echo "apt knows no Debian mirror here" >&2
    return 1
  }
  security=${main%/}-security/
  mkdir -p "$directory"/{lists/partial,archives/partial,parts}
  touch "$directory/status"
  printf '%s\n' \
    "deb [signed-by=$keyring] $main trixie main" \
    "deb [signed-by=$keyring] $main sid main" \
    "deb [signed-by=$keyring] $security bullseye-security main" >"$directory/sources.list"
  for release in "${@:2}"; do echo "deb-src [signed-by=$keyring] $main $release main"; done >>"$directory/sources.list"
  printf '%s "%s";\n' \
    Dir::Etc::SourceList "$directory/sources.list" \
    Dir::Etc::SourceParts "$directory/parts" \
    Dir::Etc::Parts "$directory/parts" \
    Dir::Etc::PreferencesParts "$directory/parts" \
    Dir::State::Lists "$directory/lists" \
    Dir::State::Status "$directory/status" \
    Dir::Cache "$directory" \
    Dir::Cache::Archives "$directory/archives" \
    APT::Sandbox::User root \
    Acquire::Languages none \
    Acquire::Check-Valid-Until false >"$directory/apt.conf"
  apt_config=$directory/apt.conf
  APT_CONFIG=$apt_config apt-get -qq update
}

# unpack DIR PACKAGE/RELEASE...: downloads the packages and unpacks them below DIR; nothing is installed.
unpack() {
  local root=$1 downloads
  shift
  downloads=$(mktemp -d)
  (cd "$downloads" && APT_CONFIG=$apt_config apt-get -qq download "$@")
  mkdir -p "$root"
  for package in "$downloads"/*.deb; do dpkg -x "$package" "$root"; done
  rm -rf "$downloads"
}
