; The set-up of CVDesk for Windows: for one user, without an administrator.
; build.py gives VERSION, STAGE (the folder to install), SETUP (the file to make) and SIZE (in kilobytes).
Unicode true
Target amd64-unicode
!include MUI2.nsh

Name "CVDesk ${VERSION}"
OutFile "${SETUP}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\CVDesk"
InstallDirRegKey HKCU "Software\CVDesk" "InstallDir"
SetCompressor /SOLID lzma
ManifestDPIAware true

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1036 ProductName "CVDesk"
VIAddVersionKey /LANG=1036 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=1036 FileVersion "${VERSION}"
VIAddVersionKey /LANG=1036 FileDescription "Installation de CVDesk"
VIAddVersionKey /LANG=1036 LegalCopyright "Licence EUPL 1.2"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\CVDesk"

!define MUI_FINISHPAGE_RUN "$INSTDIR\CVDesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Ouvrir CVDesk"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Vos dossiers restent sur ce poste : seul le programme est retiré."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"

; Only what this set-up itself put there: whoever chose a folder of their own keeps the rest of it.
!macro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\py"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\CVDesk.exe"
  Delete "$INSTDIR\cvdesk-commande.exe"
!macroend

Section
  ; An earlier version first: a library that the new one dropped must not stay on the search path.
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  File /r "${STAGE}/*.*"
  WriteUninstaller "$INSTDIR\Retirer CVDesk.exe"
  CreateShortcut "$SMPROGRAMS\CVDesk.lnk" "$INSTDIR\CVDesk.exe"

  WriteRegStr HKCU "Software\CVDesk" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "CVDesk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\CVDesk.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Retirer CVDesk.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Retirer CVDesk.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section Uninstall
  !insertmacro REMOVE_PROGRAM
  Delete "$INSTDIR\Retirer CVDesk.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\CVDesk.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\CVDesk"
SectionEnd
