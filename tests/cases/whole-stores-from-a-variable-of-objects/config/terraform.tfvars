stores = {
  revoked-serials = { comment = "Serial numbers that were revoked" }
  allowed         = {}
  retired         = { published = false }
}
