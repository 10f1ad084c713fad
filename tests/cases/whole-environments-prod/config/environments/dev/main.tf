module "gate" {
  source      = "../../modules/gate"
  name        = "gate"
  environment = "dev"
}
