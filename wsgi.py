"""What the web server imports: the application, and one paper laid out so that the first print is not slow."""

from app import create_app, pdf

app = create_app()
pdf.warm_up()
pdf.quiet_collector()
if not pdf.has_fast_subsetter():
    app.logger.warning("Thiếu libharfbuzz-subset0: mỗi giấy sẽ in chậm khoảng ba lần. Cài gói này rồi chạy lại.")
