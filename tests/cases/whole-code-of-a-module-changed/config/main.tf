module "gate" {
  source = "./modules/gate"
  count  = 2
  name   = ["blue", "green"][count.index]
}
