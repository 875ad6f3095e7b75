from rounds.directory.actions.importing import File, ImportRefused, Report, import_form, import_government_files

__all__ = ["File", "ImportRefused", "Report", "import_form", "import_government_files"]
